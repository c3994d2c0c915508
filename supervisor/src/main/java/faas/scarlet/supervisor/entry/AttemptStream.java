package faas.scarlet.supervisor.entry;

import com.sun.net.httpserver.HttpExchange;
import faas.scarlet.model.Json;
import faas.scarlet.model.outcome.AttemptNews;
import faas.scarlet.model.outcome.AttemptResult;
import faas.scarlet.supervisor.attempt.Made;
import faas.scarlet.supervisor.attempt.Recipient;
import faas.scarlet.supervisor.run.LogTail;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells a gateway of an attempt while it runs, in lines of JSON: what the script prints, soon after
 * it did ({@link AttemptNews}), and the result last. A gateway that is slow to read does not hold
 * the script up: what does not fit between two lines is left out, and that is said.
 */
final class AttemptStream implements Recipient, AutoCloseable {
  private static final System.Logger LOG = System.getLogger("scarlet.supervisor");
  private static final long INTERVAL_MILLIS = 100;
  private static final int MOST_WAITING = 256 * 1024;

  private final Opening opening;
  private final Recipient recipient;
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread sender = Thread.ofVirtual().name("attempt-stream").unstarted(this::send);
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private long leftOut;
  private @Nullable OutputStream lines;

  /** Opens what the lines are written to, when there is one. */
  @FunctionalInterface
  interface Opening {
    OutputStream open() throws IOException;
  }

  /**
   * Nothing is sent before there is something to tell.
   *
   * @param recipient gets all that the attempt makes, too
   */
  AttemptStream(Opening opening, Recipient recipient) {
    this.opening = opening;
    this.recipient = recipient;
    sender.start();
  }

  /** As the answer to a request. */
  static AttemptStream answering(HttpExchange exchange, Recipient recipient) {
    return new AttemptStream(
        () -> {
          exchange.getResponseHeaders().set("Content-Type", AttemptNews.LINES);
          exchange.sendResponseHeaders(200, 0);
          return exchange.getResponseBody();
        },
        recipient);
  }

  /** Whether the request asks for such an answer. */
  static boolean isWanted(HttpExchange exchange) {
    return exchange.getRequestHeaders().getOrDefault("Accept", List.of()).stream()
        .anyMatch(types -> types.contains(AttemptNews.LINES));
  }

  @Override
  public void printed(byte[] bytes, int length) {
    recipient.printed(bytes, length);
    add(bytes, length);
  }

  @Override
  public void noted(String line) {
    byte[] bytes = LogTail.noted(line);
    add(bytes, bytes.length);
  }

  @Override
  public void made(List<Made> files) throws IOException {
    recipient.made(files);
  }

  /** What the caller of the function gets. */
  void answer(String text) throws IOException {
    finishLog();
    line(new AttemptNews(null, text));
  }

  /** The attempt has ended so: the last line. */
  void end(AttemptResult result) throws IOException {
    finishLog();
    line(result);
  }

  /** Stops sending; without an end, the gateway sees that the attempt was lost. */
  @Override
  public void close() {
    ended.countDown();
  }

  private synchronized void add(byte[] bytes, int length) {
    int taken = Math.min(length, MOST_WAITING - waiting.size());
    waiting.write(bytes, 0, taken);
    leftOut += length - taken;
  }

  /** The sender is as quick as the gateway reads, and the server limits how slow that may be. */
  private void finishLog() {
    ended.countDown();
    boolean interrupted = false;
    while (sender.isAlive()) {
      try {
        sender.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void send() {
    try {
      boolean last;
      do {
        last = ended.await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        String text = next(last);
        if (!text.isEmpty()) {
          line(new AttemptNews(text, null));
        }
      } while (!last);
    } catch (IOException gone) {
      // whoever writes the result will see it too
      LOG.log(Level.DEBUG, "event=gateway-gone", gone);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What waits, as text; the start of a character whose rest is still to come is kept back. */
  private synchronized String next(boolean last) {
    var bytes = ByteBuffer.wrap(waiting.toByteArray());
    var text = CharBuffer.allocate(bytes.remaining() + 1);
    decoder.decode(bytes, text, last);
    waiting.reset();
    waiting.write(bytes.array(), bytes.position(), bytes.remaining());
    String remark =
        leftOut == 0 ? "" : "\nscarlet: … " + leftOut + " bytes came too fast, not shown …\n";
    leftOut = 0;
    return text.flip() + remark;
  }

  private void line(Object value) throws IOException {
    if (lines == null) {
      lines = opening.open();
    }
    lines.write((Json.write(value) + "\n").getBytes(StandardCharsets.UTF_8));
    lines.flush();
  }
}
