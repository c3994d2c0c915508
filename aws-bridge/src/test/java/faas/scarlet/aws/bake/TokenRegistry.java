package faas.scarlet.aws.bake;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A registry whose token server gives every login the same answer. */
final class TokenRegistry implements AutoCloseable {
  private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int status;

  /**
   * Opens it on loopback, over plain HTTP.
   *
   * @param status of the token server's answers
   */
  TokenRegistry(int status) throws IOException {
    this.status = status;
    Thread.ofVirtual().start(this::listen);
  }

  /** Host and port. */
  String address() {
    return "127.0.0.1:" + door.getLocalPort();
  }

  private void listen() {
    while (!door.isClosed()) {
      try (var caller = door.accept()) {
        caller.setSoTimeout(5000);
        answer(caller);
      } catch (IOException gone) {
        // the next one
      }
    }
  }

  /** Clients try TLS first: what is no request of HTTP is sent away. */
  private void answer(Socket caller) throws IOException {
    var in = caller.getInputStream();
    int first = in.read();
    if (first != 'G') {
      return;
    }
    var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
    String request = String.valueOf(lines.readLine());
    for (String line = lines.readLine(); line != null && !line.isEmpty(); ) {
      line = lines.readLine();
    }
    String answer =
        request.contains(" /token")
            ? "HTTP/1.1 %d Answer\r\n".formatted(status)
            : "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer realm=\"http://%s/token\",service=\"a\"\r\n"
                .formatted(address());
    caller
        .getOutputStream()
        .write(
            (answer + "Content-Length: 0\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
