package faas.scarlet.cli.faults;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;

/** A part that is a process, and ready when it answers over HTTP. */
final class ProcessPart implements Part, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final String name;
  private final ProcessBuilder builder;
  private final URI health;
  private final Path log;
  private Process process;

  private ProcessPart(String name, ProcessBuilder builder, URI health, Path log)
      throws IOException {
    this.name = name;
    this.builder = builder;
    this.health = health;
    this.log = log;
    process = builder.start();
  }

  /**
   * Begins to start it.
   *
   * @param health answers with 200 when it is ready
   */
  static ProcessPart start(
      String name, Path folder, List<String> command, Map<String, String> environment, URI health)
      throws IOException {
    var log = folder.resolve(name + ".log");
    var builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(variable -> variable.startsWith("MINIO_"));
    builder.environment().putAll(environment);
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return new ProcessPart(name, builder, health, log);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void kill() throws InterruptedException {
    var children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    process.waitFor();
  }

  @Override
  public void restart() throws IOException {
    process = builder.start();
    awaitReady();
  }

  /** Starts it again where it ends because a part that it needs was killed: as a kubelet does. */
  void awaitReady() throws IOException {
    try {
      await(name + " is ready").atMost(PATIENCE).until(this::isReadyOrStartedAgain);
    } catch (ConditionTimeoutException e) {
      throw new IOException(name + " does not start: " + log(), e);
    }
  }

  private boolean isReadyOrStartedAgain() throws IOException, InterruptedException {
    if (!process.isAlive()) {
      process = builder.start();
    }
    return isReady();
  }

  /** All that it said so far. */
  String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    http.shutdownNow();
    try {
      kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isReady() throws InterruptedException {
    try {
      var request = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(2)).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
