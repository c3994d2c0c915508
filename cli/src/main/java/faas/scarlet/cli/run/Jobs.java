package faas.scarlet.cli.run;

import faas.scarlet.model.function.Function;
import faas.scarlet.supervisor.Supervisor;
import faas.scarlet.supervisor.attempt.AlreadyRunningException;
import faas.scarlet.supervisor.attempt.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Carries out jobs, as many at once as the function allows. */
public final class Jobs {
  /** The function's own time limit counts from the script's start, whatever the pull took. */
  public static final Duration LONGEST_PULL = Duration.ofDays(1);

  private Jobs() {}

  /** Whether all succeeded. */
  public static boolean run(
      Supervisor supervisor, Function function, List<Job> jobs, RunReport report)
      throws InterruptedException {
    try (var threads = Executors.newFixedThreadPool(function.spec().concurrency())) {
      var running = new ArrayList<Future<?>>();
      for (Job job : jobs) {
        running.add(threads.submit(() -> run(supervisor, function, job, report)));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a job broke", e.getCause());
    }
    return report.finished();
  }

  private static void run(Supervisor supervisor, Function function, Job job, RunReport report) {
    var deadline = Instant.now().plus(LONGEST_PULL).plus(function.spec().timeLimit());
    try {
      report.ended(
          job, supervisor.handle(new Attempt(job.id(), 1, function, job.event(), deadline)));
    } catch (AlreadyRunningException e) {
      throw new IllegalStateException("a new id cannot be running", e);
    }
  }
}
