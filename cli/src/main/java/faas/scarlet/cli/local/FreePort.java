package faas.scarlet.cli.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds loopback ports. */
final class FreePort {
  private FreePort() {}

  /** A port that nobody has now; somebody may take it before it is used. */
  static int any() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
