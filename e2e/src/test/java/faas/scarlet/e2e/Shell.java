package faas.scarlet.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs the commands that a user would type. */
final class Shell {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static volatile @Nullable Path kubeconfig;

  private Shell() {}

  /** The cluster of all commands from now on; before, it is the environment's. */
  static void useCluster(Path config) {
    kubeconfig = config;
  }

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
      // a file, as a pipe would be waited for without a limit
      Path output = Files.createTempFile("scarlet-e2e", ".out");
      try {
        return new Result(code(input, output, command), Files.readString(output));
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new AssertionError("cannot run " + List.of(command), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static int code(String input, Path output, String... command)
      throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    Path cluster = kubeconfig;
    if (cluster != null) {
      builder.environment().put("KUBECONFIG", cluster.toString());
    }
    var process = builder.start();
    try (var in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(List.of(command) + " did not end: " + Files.readString(output));
    }
    return process.exitValue();
  }

  /** How a command ended, and what it printed. */
  record Result(int code, String output) {}
}
