package faas.scarlet.supervisor.lambda;

import faas.scarlet.supervisor.testing.OwnProcess;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** AWS's own emulator of the Runtime API, with a supervisor of this build in it. */
public final class Emulator implements Invoker {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Path program;
  private final Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private @Nullable Process process;
  private int port;

  /**
   * An emulator that does not run yet.
   *
   * @param folder for images, attempts and a log
   */
  public Emulator(Path program, Path folder) {
    this.program = program;
    this.folder = folder;
  }

  @Override
  public void deploy(Map<String, String> variables) throws IOException, InterruptedException {
    close();
    port = freePort();
    var command =
        Stream.concat(
            Stream.of(
                program.toString(),
                "--runtime-interface-emulator-address",
                "127.0.0.1:" + port,
                "--runtime-api-address",
                "127.0.0.1:" + freePort()),
            OwnProcess.supervisor().stream());
    var builder = new ProcessBuilder(command.toList());
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
    builder.environment().putAll(variables);
    builder.environment().put("SCARLET_CACHE", folder.resolve("emulator-cache").toString());
    builder.environment().put("SCARLET_WORK", folder.resolve("emulator-work").toString());
    process = builder.start();
  }

  @Override
  public String invoke(String payload) throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + port + "/2015-03-31/functions/function/invocations");
    var request =
        HttpRequest.newBuilder(uri).timeout(LIMIT).POST(BodyPublishers.ofString(payload)).build();
    for (var end = Instant.now().plus(LIMIT); ; ) {
      try {
        return client.send(request, BodyHandlers.ofString()).body();
      } catch (ConnectException notYet) {
        if (Instant.now().isAfter(end)) {
          throw notYet;
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    var running = process;
    if (running == null) {
      return;
    }
    var children = running.descendants().toList();
    running.destroy();
    try {
      if (!running.waitFor(5, TimeUnit.SECONDS)) {
        running.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
