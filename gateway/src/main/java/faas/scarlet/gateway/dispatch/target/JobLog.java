package faas.scarlet.gateway.dispatch.target;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a Job's pod says of its attempt, in the lines in which a supervisor answers over HTTP. It
 * may be read several times from the beginning, because connections break: what was taken is not
 * taken again.
 */
final class JobLog {
  private final Told told;
  private final CountDownLatch ended = new CountDownLatch(1);
  private long taken;

  JobLog(Told told) {
    this.told = told;
  }

  /** Reads the log from its beginning to its end, or until the connection breaks. */
  void read(InputStream log) {
    try (var lines = new BufferedReader(new InputStreamReader(log, UTF_8))) {
      String line = lines.readLine();
      for (long number = 1; line != null; number++) {
        take(number, line);
        line = lines.readLine();
      }
    } catch (IOException e) {
      // whoever looks at the Job decides whether there is more to read
    }
  }

  /** The last lines, where the whole could not be read; the script's own are left out. */
  synchronized void last(String lines) {
    lines.lines().forEach(line -> take(0, line));
  }

  /** Waits for the result; false where it did not come in this time. */
  boolean awaitResult(Duration patience) throws InterruptedException {
    return ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A pod's log has the supervisor's own words too, which are no JSON. */
  private synchronized void take(long number, String line) {
    boolean isNew = number > taken;
    taken = Math.max(taken, number);
    boolean isOld = !isNew && line.startsWith("{\"log\":");
    if (isOld || !line.startsWith("{")) {
      return;
    }
    told.onNext(line);
    if (!told.result().isEmpty()) {
      ended.countDown();
    }
  }
}
