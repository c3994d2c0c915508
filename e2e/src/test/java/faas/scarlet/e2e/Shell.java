package faas.scarlet.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the commands that a user would type. */
final class Shell {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private Shell() {}

  /** Output of a command that must succeed. */
  static String run(String... command) {
    var result = tryRun("", command);
    if (result.code() != 0) {
      throw new AssertionError(List.of(command) + " ended with " + result);
    }
    return result.output();
  }

  /** What became of a command that gets {@code input}; its error output is part of the output. */
  static Result tryRun(String input, String... command) {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (var in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(List.of(command) + " did not end: " + output);
      }
      return new Result(process.exitValue(), output);
    } catch (IOException e) {
      throw new AssertionError("cannot run " + List.of(command), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** How a command ended, and what it printed. */
  record Result(int code, String output) {}
}
