package faas.scarlet.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The {@code scarlet} command, as a process of its own. */
final class ScarletProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final Path output;

  private ScarletProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts it; {@code output} takes all that it prints. */
  static ScarletProcess start(Path output, Map<String, String> environment, String... arguments)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dscarlet.home=" + Path.of("target", "scarlet").toAbsolutePath());
    command.addAll(List.of("-cp", Path.of("target", "scarlet", "lib").toAbsolutePath() + "/*"));
    command.add("faas.scarlet.cli.Scarlet");
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    return new ScarletProcess(builder.start(), output);
  }

  /** Its exit code. */
  int end() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("did not end: " + printed());
    }
    return process.exitValue();
  }

  String printed() {
    try {
      return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Those of its children whose command line has this. */
  List<ProcessHandle> children(String part) {
    return process
        .descendants()
        .filter(child -> child.info().commandLine().orElse("").contains(part))
        .toList();
  }

  /** Ends it as a power cut would; its children must see to themselves. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Stops it as Ctrl-C does. */
  @Override
  public void close() {
    process.destroy();
    try {
      end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
