package faas.scarlet.gateway.ledger;

import faas.scarlet.gateway.Periodic;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Tells all gateways that there is new work (LISTEN and NOTIFY), so that it begins at once. Some
 * may be missed: who listens also looks for himself from time to time.
 */
@Singleton
public class Announcements {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration REST = Duration.ofMillis(20);
  private static final int LONGEST_LISTEN_MILLIS = 1_000;

  private final Transactions transactions;
  private final String self = UUID.randomUUID().toString();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final Periodic sender = new Periodic("announce", PAUSE, REST, this::send);
  private final Periodic receiver = new Periodic("listen", PAUSE, this::receive);
  private volatile boolean unsent;
  private volatile boolean closed;

  public Announcements(Transactions transactions) {
    this.transactions = transactions;
  }

  void open(@Observes StartupEvent event) {
    sender.start();
    receiver.start();
  }

  /** From now on the listener is called at each announcement, of this gateway and of others. */
  public void listen(Runnable listener) {
    listeners.add(listener);
  }

  /** There is new work. Returns at once: many of these become one notification. */
  public void announce() {
    listeners.forEach(Runnable::run);
    unsent = true;
    sender.wake();
  }

  void close(@Observes ShutdownEvent event) {
    closed = true;
    sender.close();
    receiver.close();
  }

  private void send() {
    if (!unsent) {
      return;
    }
    unsent = false;
    execute("NOTIFY scarlet_pending, '" + self + "'");
  }

  private void execute(String sql) {
    transactions.run(
        connection -> {
          try (var statement = connection.createStatement()) {
            return statement.execute(sql);
          }
        });
  }

  /** Listens on one connection until that breaks or the gateway stops. */
  private void receive() {
    transactions.session(
        connection -> {
          try (var statement = connection.createStatement()) {
            statement.execute("LISTEN scarlet_pending");
          }
          try {
            notifications(connection.unwrap(PGConnection.class));
          } finally {
            try (var statement = connection.createStatement()) {
              statement.execute("UNLISTEN *");
            }
          }
        });
  }

  private void notifications(PGConnection connection) throws SQLException {
    while (!closed) {
      var notifications = connection.getNotifications(LONGEST_LISTEN_MILLIS);
      if (notifications != null && Arrays.stream(notifications).anyMatch(this::isOfAnother)) {
        listeners.forEach(Runnable::run);
      }
    }
  }

  /** This gateway's own listeners were called when it announced. */
  private boolean isOfAnother(PGNotification notification) {
    return !notification.getParameter().equals(self);
  }
}
