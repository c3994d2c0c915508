package faas.scarlet.supervisor.staging;

import static org.assertj.core.api.Assertions.assertThat;

import faas.scarlet.model.function.Output;
import faas.scarlet.model.storage.StoreAccess;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that is killed just when it is asked whether it wants an object. */
class BrokenConnectionIT {
  private static final int LARGE = 2 << 20;

  @TempDir Path folder = Path.of("");
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void isAskedAgain() throws Exception {
    var file = Files.write(folder.resolve("large"), new byte[LARGE]);
    try (var listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofPlatform().daemon().start(() -> serve(listener));
      var endpoint = URI.create("http://127.0.0.1:" + listener.getLocalPort());
      var access = new StoreAccess("default", endpoint, "us-east-1", true, "key", "secret");

      var published =
          ObjectStores.s3(List.of(access))
              .named("default")
              .publish(
                  new Output("default", "b/out", List.of(), List.of()),
                  "large",
                  file,
                  new ObjectStore.Label("default/f", "inv-1", 1));

      assertThat(published.size()).isEqualTo(LARGE);
      assertThat(asked).hasValue(2);
    }
  }

  private void serve(ServerSocket listener) {
    while (!listener.isClosed()) {
      try (var socket = listener.accept()) {
        answer(socket);
      } catch (IOException closed) {
        // The test has ended, or the client has gone.
      }
    }
  }

  private void answer(Socket socket) throws IOException {
    var in = new BufferedInputStream(socket.getInputStream());
    assertThat(head(in)).contains("expect: 100-continue");
    if (asked.incrementAndGet() == 1) {
      socket.setSoLinger(true, 0); // closing resets the connection
      return;
    }
    write(socket, "HTTP/1.1 100 Continue\r\n\r\n");
    in.skipNBytes(LARGE);
    write(
        socket, "HTTP/1.1 200 OK\r\nETag: \"x\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  }

  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.append((char) next);
    }
    return head.toString().toLowerCase(Locale.ROOT);
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }
}
