package faas.scarlet.gateway.logs;

import static java.nio.charset.StandardCharsets.UTF_8;

import faas.scarlet.gateway.ledger.AttemptLog;
import faas.scarlet.gateway.ledger.Logs;
import faas.scarlet.gateway.ledger.Queries;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Writes an invocation's log for a reader, and goes on as long as more may come. */
@Singleton
public class LogFollower {
  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final Duration LONGEST = Duration.ofHours(1);

  private final Logs logs;
  private final Queries queries;

  LogFollower(Logs logs, Queries queries) {
    this.logs = logs;
    this.queries = queries;
  }

  /**
   * Writes what there is of all attempts, one after the other.
   *
   * @param follow whether to go on until the invocation is at its end, for an hour at the most
   * @throws IOException where the reader is gone
   */
  public void read(UUID invocation, boolean follow, OutputStream out)
      throws IOException, InterruptedException {
    var reader = new Reader();
    long end = System.nanoTime() + LONGEST.toNanos();
    while (true) {
      boolean last = !follow || isAtItsEnd(invocation);
      String text = reader.next(logs.of(invocation));
      if (System.nanoTime() > end) {
        text += "scarlet: followed for an hour; ask again for the rest\n";
        last = true;
      }
      out.write(text.getBytes(UTF_8));
      out.flush();
      if (last) {
        return;
      }
      Thread.sleep(PAUSE);
    }
  }

  private boolean isAtItsEnd(UUID invocation) {
    return queries.invocation(invocation).map(found -> found.endedAt() != null).orElse(true);
  }

  /** Remembers how far somebody has read. */
  private static final class Reader {
    private int attempt;
    private long position;

    String next(List<AttemptLog> logs) {
      var text = new StringBuilder();
      for (AttemptLog log : logs) {
        if (log.attempt() > attempt) {
          if (log.attempt() > 1) {
            text.append("scarlet: attempt ").append(log.attempt()).append('\n');
          }
          attempt = log.attempt();
          position = 0;
        }
        if (log.attempt() == attempt) {
          text.append(log.after(position));
          position = Math.max(position, log.end());
        }
      }
      return text.toString();
    }
  }
}
