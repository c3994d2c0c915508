package faas.scarlet.gateway.ledger;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Remembers when functions that have a schedule are started next, also while no gateway runs. */
@Singleton
public class Schedules {
  private static final String BEGIN =
      """
      INSERT INTO schedule AS s (function_uid, expression, next_at) VALUES (?, ?, ?)
      ON CONFLICT (function_uid) DO UPDATE
        SET expression = excluded.expression, next_at = excluded.next_at
        WHERE s.expression <> excluded.expression
      """;
  private static final String DUE =
      "SELECT next_at FROM schedule WHERE function_uid = ? AND next_at <= ?";
  private static final String ADVANCE =
      "UPDATE schedule SET next_at = ? WHERE function_uid = ? AND next_at = ?";

  private final Transactions transactions;

  public Schedules(Transactions transactions) {
    this.transactions = transactions;
  }

  /** A schedule that is new, or was changed, begins with this time; one that is known goes on. */
  public void begin(String functionUid, String expression, Instant first) {
    transactions.run(
        connection -> {
          try (var statement = connection.prepareStatement(BEGIN)) {
            statement.setString(1, functionUid);
            statement.setString(2, expression);
            statement.setObject(3, first.atOffset(ZoneOffset.UTC));
            return statement.executeUpdate();
          }
        });
  }

  /** The time whose turn it is; empty where that is in the future. */
  public Optional<Instant> due(String functionUid, Instant now) {
    return transactions.run(
        connection -> {
          try (var statement = connection.prepareStatement(DUE)) {
            statement.setString(1, functionUid);
            statement.setObject(2, now.atOffset(ZoneOffset.UTC));
            try (var row = statement.executeQuery()) {
              return row.next()
                  ? Optional.of(row.getObject(1, OffsetDateTime.class).toInstant())
                  : Optional.empty();
            }
          }
        });
  }

  /** That time is done with; another gateway may have said so before. */
  public void advance(String functionUid, Instant done, Instant next) {
    transactions.run(
        connection -> {
          try (var statement = connection.prepareStatement(ADVANCE)) {
            statement.setObject(1, next.atOffset(ZoneOffset.UTC));
            statement.setString(2, functionUid);
            statement.setObject(3, done.atOffset(ZoneOffset.UTC));
            return statement.executeUpdate();
          }
        });
  }
}
