package faas.scarlet.gateway.ledger;

import faas.scarlet.gateway.Quoted;
import faas.scarlet.gateway.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Does what many callers want at the same time by one transaction for all of them: while one is
 * made durable, the next one gathers. A caller alone does not wait for others.
 *
 * @param <Q> what a caller wants
 * @param <A> what he gets
 */
final class GroupCommit<Q, A> {
  private static final Logger LOG = Logger.getLogger(GroupCommit.class);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
  private static final int WAITING = 10_000;
  private static final int MOST = 250;
  private static final String REMEDY = "see that PostgreSQL runs and its disk has room";

  private final String name;
  private final Work<Q, A> work;
  private final BlockingQueue<Entry<Q, A>> waiting = new ArrayBlockingQueue<>(WAITING);
  private volatile boolean away;

  GroupCommit(String name, Work<Q, A> work) {
    this.name = name;
    this.work = work;
    Thread.ofVirtual().name(name).start(this::run);
  }

  /**
   * Returns when it is durable.
   *
   * @throws LedgerException where nothing is known to have been done, after ten seconds at the
   *     latest
   */
  A commit(Q wanted) {
    var entry = new Entry<Q, A>(wanted, new CompletableFuture<>());
    if (!waiting.offer(entry)) {
      throw new LedgerException(WAITING + " callers wait for it already");
    }
    try {
      return entry.answer().get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
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

  /** That nothing can be written now, where that is so. */
  List<Trouble> troubles() {
    return away
        ? List.of(new Trouble("The ledger takes nothing (" + name + "): it is tried again", REMEDY))
        : List.of();
  }

  private void run() {
    try {
      while (true) {
        var group = new ArrayList<Entry<Q, A>>();
        group.add(waiting.take());
        waiting.drainTo(group, MOST - 1);
        commit(group);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void commit(List<Entry<Q, A>> group) {
    try {
      var answers = work.commit(group.stream().map(Entry::wanted).toList());
      if (away) {
        LOG.infof("ledger is back work=%s", name);
        away = false;
      }
      for (int i = 0; i < group.size(); i++) {
        group.get(i).answer().complete(answers.get(i));
      }
    } catch (LedgerException e) {
      if (e.refusesValues() && group.size() > 1) {
        group.forEach(entry -> commit(List.of(entry)));
        return;
      }
      if (!e.refusesValues() && !away) {
        LOG.errorf(
            "ledger away work=%s remedy=%s cause=%s",
            name,
            Quoted.of(REMEDY + "; events are answered with 503 until then"),
            Quoted.of(String.valueOf(e.getMessage())));
        away = true;
      }
      group.forEach(entry -> entry.answer().completeExceptionally(e));
    } catch (RuntimeException e) {
      group.forEach(entry -> entry.answer().completeExceptionally(e));
    }
  }

  /** Does it for all, in one transaction. */
  interface Work<Q, A> {
    /** The answers, in the order of what was wanted. */
    List<A> commit(List<Q> wanted);
  }

  private record Entry<Q, A>(Q wanted, CompletableFuture<A> answer) {}
}
