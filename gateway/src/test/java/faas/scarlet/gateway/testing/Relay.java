package faas.scarlet.gateway.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Passes TCP connections on to a port of this machine, which may change, as slowly or for as long
 * as is wanted: a server behind a bad network.
 */
public final class Relay implements AutoCloseable {
  private static final long NO_LIMIT = Long.MAX_VALUE;
  private static final int PORTIONS_PER_SECOND = 20;
  private static final int BUFFER = 64 * 1024;

  private final ServerSocket server;
  private final AtomicLong left = new AtomicLong(NO_LIMIT);
  private volatile int target;
  private volatile long bytesPerSecond = NO_LIMIT;

  private Relay(int target) throws IOException {
    this.target = target;
    server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** On a free port of loopback. */
  public static Relay to(int port) throws IOException {
    return new Relay(port);
  }

  /** Where clients connect to. */
  public int port() {
    return server.getLocalPort();
  }

  /** New connections go there. */
  public void target(int port) {
    target = port;
  }

  /** Answers come so slowly from now on, each connection for itself. */
  public void slow(long wantedBytesPerSecond) {
    bytesPerSecond = wantedBytesPerSecond;
  }

  /**
   * After so many bytes of answers all connections break, and new ones too, until {@link #heal}.
   */
  public void breakAfter(long bytes) {
    left.set(bytes);
  }

  /** As it was in the beginning. */
  public void heal() {
    left.set(NO_LIMIT);
    bytesPerSecond = NO_LIMIT;
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
      var back = Thread.ofVirtual().start(() -> answer(peer, client));
      ask(client, peer);
      back.join();
    } catch (IOException e) {
      // Nobody is there: the client sees its connection closed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** When one direction ends, both do. */
  private static void ask(Socket client, Socket peer) {
    try (InputStream in = client.getInputStream();
        OutputStream out = peer.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      // One of the two has gone, which is what this is for.
    }
  }

  private void answer(Socket peer, Socket client) {
    try (InputStream in = peer.getInputStream();
        OutputStream out = client.getOutputStream()) {
      var buffer = new byte[BUFFER];
      int read = in.read(buffer, 0, portion());
      while (read >= 0 && !isBroken(read)) {
        out.write(buffer, 0, read);
        pause();
        read = in.read(buffer, 0, portion());
      }
    } catch (IOException e) {
      // One of the two has gone, which is what this is for.
    }
  }

  private boolean isBroken(int bytes) {
    return left.get() != NO_LIMIT && left.addAndGet(-bytes) < 0;
  }

  private int portion() {
    return Math.clamp(bytesPerSecond / PORTIONS_PER_SECOND, 1, BUFFER);
  }

  private void pause() throws IOException {
    if (bytesPerSecond == NO_LIMIT) {
      return;
    }
    try {
      Thread.sleep(1_000 / PORTIONS_PER_SECOND);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
