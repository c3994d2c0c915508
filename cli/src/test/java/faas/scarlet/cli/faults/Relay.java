package faas.scarlet.cli.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Passes TCP connections on to a port of this machine, which may change. */
final class Relay implements AutoCloseable {
  private final ServerSocket server;
  private volatile int target;

  Relay(int target) throws IOException {
    this.target = target;
    server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** New connections go there. */
  void to(int port) {
    target = port;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var client = server.accept();
        Thread.ofVirtual().start(() -> relay(client));
      } catch (IOException e) {
        // Closed, or the client has gone already.
      }
    }
  }

  private void relay(Socket client) {
    try (client;
        var peer = new Socket(InetAddress.getLoopbackAddress(), target)) {
      var back = Thread.ofVirtual().start(() -> pump(peer, client));
      pump(client, peer);
      back.join();
    } catch (IOException e) {
      // Nobody is there: the client sees its connection closed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** When one direction ends, both do. */
  private static void pump(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      // One of the two was killed, which is what this is for.
    }
  }
}
