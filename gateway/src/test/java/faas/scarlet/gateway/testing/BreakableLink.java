package faas.scarlet.gateway.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The way to a server, which can break off in the middle of anything. */
public final class BreakableLink implements AutoCloseable {
  private final URI server;
  private final ServerSocket listening;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean broken;

  private BreakableLink(URI server) throws IOException {
    this.server = server;
    this.listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** A link to this server, which is sound. */
  public static BreakableLink to(URI server) throws IOException {
    return new BreakableLink(server);
  }

  /** Where it begins. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  /** Cuts all connections, and each new one, until it is mended. */
  public void breakOff() {
    broken = true;
    open.forEach(BreakableLink::close);
  }

  /** New connections hold again. */
  public void mend() {
    broken = false;
  }

  /** Breaks off for a while. */
  public void breakFor(Duration time) throws InterruptedException {
    breakOff();
    Thread.sleep(time);
    mend();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        link(listening.accept());
      } catch (IOException e) {
        // closed in the end; else the server does not answer, which is what the caller sees
      }
    }
  }

  private void link(Socket caller) throws IOException {
    open.add(caller);
    try {
      var called = new Socket(server.getHost(), server.getPort());
      open.add(called);
      Thread.ofVirtual().start(() -> pass(caller, called));
      Thread.ofVirtual().start(() -> pass(called, caller));
    } finally {
      if (broken) {
        open.forEach(BreakableLink::close);
      }
    }
  }

  private void pass(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream()) {
      in.transferTo(to.getOutputStream());
    } catch (IOException e) {
      // an end of either side is the end of both
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    breakOff();
  }
}
