package faas.scarlet.gateway.ledger;

import faas.scarlet.model.Json;
import faas.scarlet.model.outcome.AttemptResult;
import faas.scarlet.model.outcome.InvocationState;
import faas.scarlet.model.outcome.Reason;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Writes down how attempts ended, and what becomes of their invocations. */
@Singleton
public class Settlements {
  private static final String INVOCATION =
      """
      UPDATE invocation
      SET state = ?, reason = ?, message = ?, not_before = now() + make_interval(secs => ?),
          lease_owner = NULL, lease_until = NULL, updated_at = now(),
          ended_at = CASE WHEN ? THEN now() END, failure_told = false
      WHERE id = ? AND state = 'Running' AND lease_owner = ? AND attempts = ?
        AND lease_until = coalesce(?, lease_until)
      """;
  private static final String ATTEMPT =
      """
      UPDATE attempt
      SET state = ?, reason = ?, message = ?, exit_code = ?, outputs = ?, timings = ?, engine = ?,
          cache_hit = ?, log_tail = coalesce(nullif(?, ''), log_tail), ended_at = now()
      WHERE invocation_id = ? AND number = ?
      """;
  private static final String RELEASE =
      """
      UPDATE invocation
      SET state = 'Pending', attempts = attempts - 1, reason = ?, message = ?,
          not_before = now() + make_interval(secs => ?), lease_owner = NULL, lease_until = NULL,
          updated_at = now()
      WHERE id = ? AND state = 'Running' AND lease_owner = ? AND attempts = ?
      """;
  private static final String FORGET = "DELETE FROM attempt WHERE invocation_id = ? AND number = ?";

  private final Transactions transactions;

  public Settlements(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * The attempt ended, by its owner's word.
   *
   * @return false where the lease was lost; then nothing was written
   */
  public boolean settle(Lease lease, AttemptResult result, Verdict verdict) {
    return settle(lease, result, verdict, null);
  }

  /**
   * The attempt's owner went silent: ends it in its stead, if its lease was not renewed meanwhile.
   *
   * @return false where somebody else did it, or the owner is back
   */
  public boolean takeOver(Overdue overdue, AttemptResult result, Verdict verdict) {
    return settle(overdue.lease(), result, verdict, overdue.until());
  }

  /**
   * The target had no room: the invocation waits, and this was no attempt.
   *
   * @return false where the lease was lost
   */
  public boolean release(Lease lease, String message, Duration pause) {
    return transactions.run(
        connection -> {
          try (var release = connection.prepareStatement(RELEASE);
              var forget = connection.prepareStatement(FORGET)) {
            release.setString(1, Names.of(Reason.THROTTLED));
            release.setString(2, Storable.text(message));
            release.setDouble(3, Seconds.of(pause));
            release.setObject(4, lease.invocation());
            release.setString(5, lease.owner());
            release.setInt(6, lease.attempt());
            if (release.executeUpdate() == 0) {
              return false;
            }
            forget.setObject(1, lease.invocation());
            forget.setInt(2, lease.attempt());
            forget.executeUpdate();
            return true;
          }
        });
  }

  private boolean settle(
      Lease lease, AttemptResult result, Verdict verdict, @Nullable OffsetDateTime until) {
    return transactions.run(
        connection -> {
          if (!invocation(connection, lease, verdict, until)) {
            return false;
          }
          attempt(connection, lease, result);
          return true;
        });
  }

  private static boolean invocation(
      Connection connection, Lease lease, Verdict verdict, @Nullable OffsetDateTime until)
      throws SQLException {
    try (var statement = connection.prepareStatement(INVOCATION)) {
      switch (verdict) {
        case Verdict.Succeeded() ->
            next(statement, InvocationState.SUCCEEDED, null, null, Duration.ZERO);
        case Verdict.Again(var reason, var message, var pause) ->
            next(statement, InvocationState.PENDING, reason, message, pause);
        case Verdict.Dead(var reason, var message) ->
            next(statement, InvocationState.DEAD, reason, message, Duration.ZERO);
      }
      statement.setObject(6, lease.invocation());
      statement.setString(7, lease.owner());
      statement.setInt(8, lease.attempt());
      statement.setObject(9, until, Types.TIMESTAMP_WITH_TIMEZONE);
      return statement.executeUpdate() > 0;
    }
  }

  private static void next(
      PreparedStatement statement,
      InvocationState state,
      @Nullable Reason reason,
      @Nullable String message,
      Duration pause)
      throws SQLException {
    statement.setString(1, Names.of(state));
    statement.setString(2, reason == null ? null : Names.of(reason));
    statement.setString(3, message == null ? null : Storable.text(message));
    statement.setDouble(4, Seconds.of(pause));
    statement.setBoolean(5, state != InvocationState.PENDING);
  }

  private static void attempt(Connection connection, Lease lease, AttemptResult result)
      throws SQLException {
    var reason = result.reason();
    var message = result.message();
    try (var statement = connection.prepareStatement(ATTEMPT)) {
      statement.setString(1, Names.of(result.state()));
      statement.setString(2, reason == null ? null : Names.of(reason));
      statement.setString(3, message == null ? null : Storable.text(message));
      statement.setObject(4, result.exitCode(), Types.INTEGER);
      statement.setString(5, Json.write(result.outputs()));
      statement.setString(6, Json.write(result.timings()));
      statement.setString(7, result.engine());
      statement.setBoolean(8, result.cacheHit());
      statement.setString(9, Storable.text(result.logTail()));
      statement.setObject(10, lease.invocation());
      statement.setInt(11, lease.attempt());
      statement.executeUpdate();
    }
  }
}
