package faas.scarlet.cli.local;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds loopback ports that nobody has. */
final class FreePort {
  private FreePort() {}

  /** A port that nobody has now; somebody may take it before it is used. */
  static int any() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /**
   * Makes sure that nobody has this one.
   *
   * @param option what the user can choose another one by
   */
  static void require(int port, String option) throws IOException {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      socket.getLocalPort();
    } catch (BindException e) {
      throw new IOException(
          "somebody has port %d already; stop them, or choose another by %s"
              .formatted(port, option),
          e);
    }
  }
}
