package faas.scarlet.cli.run;

import faas.scarlet.model.WireNames;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.Output;
import faas.scarlet.model.outcome.AttemptResult;
import faas.scarlet.model.outcome.OutputObject;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Tells the user how a run goes: results on standard output, one path a line, everything else on
 * standard error.
 */
public final class RunReport {
  private static final double MILLI = 1e-3;

  private final Function function;
  private final int jobs;
  private final PrintStream out;
  private final PrintStream err;
  private int ended;
  private int succeeded;

  public RunReport(Function function, int jobs, PrintStream out, PrintStream err) {
    this.function = function;
    this.jobs = jobs;
    this.out = out;
    this.err = err;
  }

  /** A job has ended. */
  public synchronized void ended(Job job, AttemptResult result) {
    ended++;
    succeeded += result.succeeded() ? 1 : 0;
    result.outputs().stream()
        .map(published -> job.results().resolve(relativePath(published)))
        .distinct()
        .forEach(out::println);
    String count = jobs == 1 ? "" : "[%d/%d] ".formatted(ended, jobs);
    err.println("scarlet: " + count + job.name() + ": " + inWords(result));
  }

  /** All have ended; true where all went well. */
  public synchronized boolean finished() {
    if (jobs > 1) {
      err.printf("scarlet: %d of %d files succeeded%n", succeeded, jobs);
    }
    return succeeded == jobs;
  }

  /** How an attempt ended, in a line. */
  static String inWords(AttemptResult result) {
    var timings = result.timings();
    String line =
        String.format(
            Locale.ROOT,
            "%s, %.1f s in the script (image %.1f s, stage in %.1f s, stage out %.1f s, engine %s)",
            WireNames.of(result.state()),
            timings.run() * MILLI,
            timings.image() * MILLI,
            timings.stageIn() * MILLI,
            timings.stageOut() * MILLI,
            result.engine() == null ? "none" : result.engine());
    var reason = result.reason();
    return reason == null
        ? line
        : WireNames.of(result.state()) + ", " + WireNames.of(reason) + ": " + result.message();
  }

  /** Name of a result below the results' folder, where all outputs of the function meet. */
  private Path relativePath(OutputObject published) {
    return Path.of(
        function.spec().output().stream()
            .map(Output::location)
            .filter(location -> location.contains(published.bucket(), published.key()))
            .map(location -> published.key().substring(location.keyPrefix().length()))
            .findFirst()
            .orElse(published.key()));
  }
}
