package faas.scarlet.gateway.ledger;

import faas.scarlet.gateway.Trouble;
import faas.scarlet.gateway.TroubleSource;
import faas.scarlet.model.Json;
import faas.scarlet.model.outcome.AttemptResult;
import faas.scarlet.model.outcome.InvocationState;
import faas.scarlet.model.outcome.Reason;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes down how attempts ended, and what becomes of their invocations. */
@Singleton
public class Settlements implements TroubleSource {
  private static final String SETTLE =
      """
      WITH told AS MATERIALIZED (
        SELECT * FROM unnest(
          ?::uuid[], ?::integer[], ?::text[], ?::timestamptz[],
          ?::text[], ?::text[], ?::text[], ?::float8[],
          ?::text[], ?::text[], ?::text[], ?::integer[], ?::text[], ?::text[], ?::text[],
          ?::boolean[], ?::text[])
        AS t (id, number, owner, until,
              state, reason, message, pause,
              attempt_state, attempt_reason, attempt_message, exit_code, outputs, timings, engine,
              cache_hit, log_tail)),
      kept AS (
        UPDATE invocation i
        SET state = t.state, reason = t.reason, message = t.message,
            not_before = now() + make_interval(secs => t.pause), lease_owner = NULL,
            lease_until = NULL, updated_at = now(),
            ended_at = CASE WHEN t.state <> 'Pending' THEN now() END
        FROM told t
        WHERE i.id = t.id AND i.state = 'Running' AND i.lease_owner = t.owner
          AND i.attempts = t.number AND i.lease_until = coalesce(t.until, i.lease_until)
        RETURNING i.id)
      UPDATE attempt a
      SET state = t.attempt_state, reason = t.attempt_reason, message = t.attempt_message,
          exit_code = t.exit_code, outputs = t.outputs, timings = t.timings, engine = t.engine,
          cache_hit = t.cache_hit, log_tail = coalesce(nullif(t.log_tail, ''), a.log_tail),
           ended_at = now()
      FROM told t JOIN kept USING (id)
      WHERE a.invocation_id = t.id AND a.number = t.number
      RETURNING a.invocation_id
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
  // What did not get there does not count as sent.
  private static final String UNSEND =
      """
      UPDATE overflow SET sent = greatest(0, sent - 1)
      WHERE function_uid = (
        SELECT i.function_uid FROM invocation i JOIN attempt a ON a.invocation_id = i.id
        WHERE i.id = ? AND a.number = ? AND a.placed_because IS NOT NULL)
      """;

  private final Transactions transactions;
  private final GroupCommit<Settlement, Boolean> settlements;

  public Settlements(Transactions transactions) {
    this.transactions = transactions;
    settlements = new GroupCommit<>("settlements", this::settleAll);
  }

  /**
   * The attempt ended, by its owner's word.
   *
   * @return false where the lease was lost; then nothing was written
   */
  public boolean settle(Lease lease, AttemptResult result, Verdict verdict) {
    return settlements.commit(new Settlement(lease, null, result, next(verdict)));
  }

  /**
   * The attempt's owner went silent: ends it in its stead, if its lease was not renewed meanwhile.
   *
   * @return false where somebody else did it, or the owner is back
   */
  public boolean takeOver(Overdue overdue, AttemptResult result, Verdict verdict) {
    return settleAll(
            List.of(new Settlement(overdue.lease(), overdue.until(), result, next(verdict))))
        .getFirst();
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
              var unsend = connection.prepareStatement(UNSEND);
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
            unsend.setObject(1, lease.invocation());
            unsend.setInt(2, lease.attempt());
            unsend.executeUpdate();
            forget.setObject(1, lease.invocation());
            forget.setInt(2, lease.attempt());
            forget.executeUpdate();
            return true;
          }
        });
  }

  @Override
  public List<Trouble> troubles() {
    return settlements.troubles();
  }

  private List<Boolean> settleAll(List<Settlement> settlements) {
    var kept = transactions.statement(connection -> settle(connection, settlements));
    return settlements.stream().map(s -> kept.contains(s.lease().invocation())).toList();
  }

  private static Set<UUID> settle(Connection connection, List<Settlement> settlements)
      throws SQLException {
    try (var statement = connection.prepareStatement(SETTLE)) {
      var columns = new Columns<>(statement, settlements);
      columns.add("uuid", s -> s.lease().invocation());
      columns.add("integer", s -> s.lease().attempt());
      columns.add("text", s -> s.lease().owner());
      columns.add("timestamptz", Settlement::until);
      columns.add("text", s -> Names.of(s.next().state()));
      columns.add("text", s -> name(s.next().reason()));
      columns.add("text", s -> storable(s.next().message()));
      columns.add("float8", s -> Seconds.of(s.next().pause()));
      columns.add("text", s -> Names.of(s.result().state()));
      columns.add("text", s -> name(s.result().reason()));
      columns.add("text", s -> storable(s.result().message()));
      columns.add("integer", s -> s.result().exitCode());
      columns.add("text", s -> Json.write(s.result().outputs()));
      columns.add("text", s -> Json.write(s.result().timings()));
      columns.add("text", s -> s.result().engine());
      columns.add("boolean", s -> s.result().cacheHit());
      columns.add("text", s -> Storable.text(s.result().logTail()));
      var kept = new HashSet<UUID>();
      try (var ids = statement.executeQuery()) {
        while (ids.next()) {
          kept.add(ids.getObject(1, UUID.class));
        }
      }
      return kept;
    }
  }

  private static Next next(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Succeeded() -> new Next(InvocationState.SUCCEEDED, null, null, Duration.ZERO);
      case Verdict.Again(var reason, var message, var pause) ->
          new Next(InvocationState.PENDING, reason, message, pause);
      case Verdict.Dead(var reason, var message) ->
          new Next(InvocationState.DEAD, reason, message, Duration.ZERO);
    };
  }

  private static @Nullable String name(@Nullable Reason reason) {
    return reason == null ? null : Names.of(reason);
  }

  private static @Nullable String storable(@Nullable String message) {
    return message == null ? null : Storable.text(message);
  }

  /** An attempt's end. */
  private record Settlement(
      Lease lease, @Nullable OffsetDateTime until, AttemptResult result, Next next) {}

  /** What becomes of the invocation. */
  private record Next(
      InvocationState state, @Nullable Reason reason, @Nullable String message, Duration pause) {}
}
