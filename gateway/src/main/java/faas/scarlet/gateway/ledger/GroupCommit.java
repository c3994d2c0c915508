package faas.scarlet.gateway.ledger;

import static java.util.stream.Collectors.toSet;

import faas.scarlet.gateway.Quoted;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Adds to the ledger what many callers bring at the same time, by one transaction for all of them:
 * while one transaction is made durable, the next one gathers. A caller alone does not wait.
 */
@Singleton
public class GroupCommit {
  private static final Logger LOG = Logger.getLogger(GroupCommit.class);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
  private static final int WAITING = 10_000;
  private static final int ROWS = 500;
  // One gathers while the other one commits; more would only make the groups smaller.
  private static final int COMMITTERS = 2;

  private final Intake intake;
  private final BlockingQueue<Entry> waiting = new ArrayBlockingQueue<>(WAITING);
  private final List<Thread> committers = new ArrayList<>();
  private final AtomicBoolean away = new AtomicBoolean();

  public GroupCommit(Intake intake) {
    this.intake = intake;
    for (int i = 0; i < COMMITTERS; i++) {
      committers.add(Thread.ofVirtual().name("commit " + i).start(this::run));
    }
  }

  /**
   * Adds what is not there yet; it is durable when this returns.
   *
   * @return what was added, the rest having been there already
   * @throws LedgerException where nothing is known to have been added, after ten seconds at the
   *     latest
   */
  public List<NewInvocation> add(List<NewInvocation> invocations) {
    if (invocations.isEmpty()) {
      return List.of();
    }
    var entry = new Entry(invocations, new CompletableFuture<>());
    if (!waiting.offer(entry)) {
      throw new LedgerException(WAITING + " callers wait for it already");
    }
    try {
      return entry.added().get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof LedgerException refused
          ? refused
          : new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw new LedgerException("it did not answer within " + LONGEST_WAIT.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LedgerException("the gateway stops");
    }
  }

  @PreDestroy
  void stop() {
    committers.forEach(Thread::interrupt);
  }

  private void run() {
    try {
      while (true) {
        commit(gather(waiting.take()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** With all others that wait. */
  private List<Entry> gather(Entry first) {
    var group = new ArrayList<Entry>();
    int rows = 0;
    for (Entry entry = first; entry != null; entry = rows < ROWS ? waiting.poll() : null) {
      group.add(entry);
      rows += entry.invocations().size();
    }
    return group;
  }

  private void commit(List<Entry> group) {
    try {
      var added = intake.add(group.stream().flatMap(e -> e.invocations().stream()).toList());
      var ids = added.stream().map(NewInvocation::id).collect(toSet());
      if (away.compareAndSet(true, false)) {
        LOG.info("ledger is back");
      }
      for (Entry entry : group) {
        entry
            .added()
            .complete(entry.invocations().stream().filter(n -> ids.contains(n.id())).toList());
      }
    } catch (LedgerException e) {
      if (e.refusesValues() && group.size() > 1) {
        group.forEach(entry -> commit(List.of(entry)));
        return;
      }
      if (!e.refusesValues() && away.compareAndSet(false, true)) {
        LOG.errorf(
            "ledger away, events are answered with 503 until it is back remedy=%s cause=%s",
            Quoted.of("see that PostgreSQL runs and its disk has room"),
            Quoted.of(String.valueOf(e.getMessage())));
      }
      group.forEach(entry -> entry.added().completeExceptionally(e));
    } catch (RuntimeException e) {
      group.forEach(entry -> entry.added().completeExceptionally(e));
    }
  }

  private record Entry(
      List<NewInvocation> invocations, CompletableFuture<List<NewInvocation>> added) {}
}
