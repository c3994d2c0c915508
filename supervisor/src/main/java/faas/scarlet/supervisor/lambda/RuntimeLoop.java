package faas.scarlet.supervisor.lambda;

import faas.scarlet.model.WireNames;
import faas.scarlet.model.outcome.Reason;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Takes one invocation after the other, and sees to it that each is answered in its time. */
public final class RuntimeLoop {
  private static final System.Logger LOG = System.getLogger("scarlet.supervisor");

  private final RuntimeApi api;
  private final Handler handler;
  private final Duration usual;
  private volatile @Nullable Work current;
  private volatile boolean stopped;

  /** Carries out an invocation. */
  @FunctionalInterface
  public interface Handler {
    /** The answer; a thread that is interrupted is to come to an end. */
    LambdaAnswer handle(LambdaInvocation invocation, TimeLeft time);
  }

  private record Work(Thread thread, FutureTask<LambdaAnswer> task, CountDownLatch told) {}

  /**
   * A loop that does not run yet.
   *
   * @param usual time of an invocation of which Lambda does not say how long it may take
   */
  public RuntimeLoop(RuntimeApi api, Handler handler, Duration usual) {
    this.api = api;
    this.handler = handler;
    this.usual = usual;
  }

  /**
   * Runs until something is broken for good, so that a new process is better than this one.
   *
   * @throws IOException where it is the API
   */
  public void run() throws IOException {
    boolean sound = true;
    while (sound && !stopped) {
      var invocation = api.next();
      var now = Instant.now();
      var time = TimeLeft.of(now, invocation.deadline().orElse(now.plus(usual)));
      var work = start(invocation, time);
      var answer = await(work, time);
      sound = work.task().isDone();
      api.answer(invocation.id(), within(answer));
      work.told().countDown();
    }
  }

  /** Breaks off what is under way, and waits within this limit until that is told. */
  public void stop(Duration limit) {
    stopped = true;
    var work = current;
    if (work == null) {
      return;
    }
    work.thread().interrupt();
    try {
      if (!work.told().await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(Level.WARNING, "event=stopped-untold");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** On a virtual thread, whose reads from the network can be interrupted. */
  private Work start(LambdaInvocation invocation, TimeLeft time) {
    var task = new FutureTask<LambdaAnswer>(() -> handler.handle(invocation, time));
    var thread = Thread.ofVirtual().name("invocation").unstarted(task);
    var work = new Work(thread, task, new CountDownLatch(1));
    current = work;
    work.thread().start();
    return work;
  }

  private static LambdaAnswer await(Work work, TimeLeft time) {
    try {
      return work.task().get(millisUntil(time.end()), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      work.thread().interrupt();
    } catch (ExecutionException e) {
      return broke(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      return work.task().get(millisUntil(time.tell()), TimeUnit.MILLISECONDS);
    } catch (TimeoutException stuck) {
      return new LambdaAnswer.Failure(
          type(Reason.TIMED_OUT),
          "the time limit passed, and the attempt could not be broken off; raise the timeout");
    } catch (ExecutionException e) {
      return broke(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new LambdaAnswer.Failure(type(Reason.SUPERVISOR_LOST), "the supervisor was stopped");
    }
  }

  private static LambdaAnswer broke(ExecutionException e) {
    LOG.log(Level.ERROR, "event=invocation-broke", e.getCause());
    return new LambdaAnswer.Failure(
        type(Reason.SUPERVISOR_LOST), "internal error; see the function's log: " + e.getCause());
  }

  private static long millisUntil(Instant when) {
    return Math.max(0, Duration.between(Instant.now(), when).toMillis());
  }

  private static LambdaAnswer within(LambdaAnswer answer) {
    return answer instanceof LambdaAnswer.Response(var payload)
            && payload.size() > LambdaAnswer.LONGEST
        ? new LambdaAnswer.Failure(
            type(Reason.OUTPUT_FAILED),
            "expected an answer of at most %d bytes, found %d; give the function an output and fetch it there"
                .formatted(LambdaAnswer.LONGEST, payload.size()))
        : answer;
  }

  /** A reason as Lambda's users see it. */
  public static String type(Reason reason) {
    return WireNames.of(reason);
  }
}
