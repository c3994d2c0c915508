package faas.scarlet.gateway.logs;

import faas.scarlet.gateway.Periodic;
import faas.scarlet.gateway.Quoted;
import faas.scarlet.gateway.dispatch.target.AttemptListener;
import faas.scarlet.gateway.ledger.Answers;
import faas.scarlet.gateway.ledger.LedgerException;
import faas.scarlet.gateway.ledger.Logs;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Writes what running scripts print into the ledger, a few times a second and all of them at once.
 * An attempt that ends sooner costs nothing: its log comes with its result.
 */
@Singleton
final class LiveLogs implements AttemptListener {
  private static final Logger LOG = Logger.getLogger(LiveLogs.class);
  private static final Duration INTERVAL = Duration.ofMillis(500);

  private final Logs ledger;
  private final Answers answers;
  private final Map<UUID, LiveLog> logs = new ConcurrentHashMap<>();
  private final Periodic writer = new Periodic("logs", INTERVAL, this::write);

  LiveLogs(Logs ledger, Answers answers) {
    this.ledger = ledger;
    this.answers = answers;
  }

  void start(@Observes StartupEvent event) {
    writer.start();
  }

  void stop(@Observes ShutdownEvent event) {
    writer.close();
  }

  @Override
  public void printed(UUID invocation, int attempt, String text) {
    logs.computeIfAbsent(invocation, _ -> new LiveLog(attempt)).add(text);
  }

  /** Followers must find the whole log once they see that the attempt has ended. */
  @Override
  public void ends(UUID invocation, int attempt, String answer) {
    var log = logs.remove(invocation);
    try {
      if (log != null && log.wasTold()) {
        log.news().ifPresent(last -> ledger.keep(List.of(new Logs.Live(invocation, last))));
      }
      if (!answer.isEmpty()) {
        answers.keep(invocation, answer);
      }
    } catch (LedgerException e) {
      LOG.warnf(
          "log or answer not kept id=%s attempt=%d error=%s",
          invocation, attempt, Quoted.of(String.valueOf(e.getMessage())));
    }
  }

  private void write() {
    var news =
        logs.entrySet().stream()
            .flatMap(
                entry ->
                    entry.getValue().news().stream().map(log -> new Logs.Live(entry.getKey(), log)))
            .toList();
    if (!news.isEmpty()) {
      ledger.keep(news);
    }
  }
}
