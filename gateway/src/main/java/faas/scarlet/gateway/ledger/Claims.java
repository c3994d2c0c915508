package faas.scarlet.gateway.ledger;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes due invocations for a gateway, never more of a function at once than it allows. */
@Singleton
public class Claims {
  private static final String DUE =
      """
      SELECT f.uid FROM unnest(?::text[]) AS f (uid)
      WHERE EXISTS (
        SELECT 1 FROM invocation i
        WHERE i.function_uid = f.uid AND i.state = 'Pending' AND i.not_before <= now())
      """;
  // Held until the transaction ends, so that gateways that claim for one function do it one after
  // the other and the count below is true for each.
  private static final String ONE_AT_A_TIME =
      "SELECT pg_advisory_xact_lock(hashtextextended('scarlet.claim ' || ?, 0))";
  private static final String CLAIM =
      """
      WITH room AS (
        SELECT least(?, ? - count(*)) AS free FROM invocation
        WHERE function_uid = ? AND state = 'Running' AND target = ?),
      picked AS MATERIALIZED (
        SELECT id FROM invocation
        WHERE function_uid = ? AND state = 'Pending' AND not_before <= now()
        ORDER BY not_before
        LIMIT (SELECT greatest(0, free) FROM room)
        FOR UPDATE SKIP LOCKED),
      claimed AS (
        UPDATE invocation i
        SET state = 'Running', attempts = attempts + 1, target = ?, lease_owner = ?,
            lease_until = now() + make_interval(secs => ?), failure_told = false,
            updated_at = now()
        FROM picked WHERE i.id = picked.id
        RETURNING i.id, i.attempts, i.forgiven_attempts, i.target, i.lease_owner, i.object_key, i.event),
      begun AS (
        INSERT INTO attempt (invocation_id, number, target, placed_because)
        SELECT id, attempts, ?, ? FROM claimed)
      SELECT * FROM claimed
      """;
  private static final String RENEW =
      """
      UPDATE invocation SET lease_until = now() + make_interval(secs => ?)
      WHERE id = ANY (?::uuid[]) AND state = 'Running' AND lease_owner = ?
      """;
  private static final String ADOPT =
      """
      UPDATE invocation i
      SET lease_owner = ?, lease_until = now() + make_interval(secs => ?)
      WHERE id = ? AND state = 'Running' AND lease_owner = ? AND attempts = ? AND lease_until = ?
      RETURNING i.id, i.attempts, i.forgiven_attempts, i.target, i.lease_owner, i.object_key, i.event
      """;

  private final Transactions transactions;

  public Claims(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Those of the functions that have an invocation whose time has come. */
  public List<String> due(Collection<String> functionUids) {
    return transactions.run(
        connection -> {
          try (var statement = connection.prepareStatement(DUE)) {
            statement.setArray(1, connection.createArrayOf("text", functionUids.toArray()));
            var due = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
              while (rows.next()) {
                due.add(rows.getString(1));
              }
            }
            return due;
          }
        });
  }

  /**
   * Claims due invocations of a function, those that waited longest first, and begins an attempt of
   * each.
   *
   * @param most how many at once
   * @param maxInFlight how many of the function may run at the target in all, those of other
   *     gateways included
   */
  public List<Claim> take(Request request, int most, int maxInFlight) {
    return transactions.run(
        connection -> {
          lock(connection, request.functionUid());
          return claim(connection, request, null, most, maxInFlight);
        });
  }

  /** Holds on to attempts that are still under way. */
  public void renew(String owner, Collection<UUID> invocations, Duration lease) {
    transactions.run(
        connection -> {
          try (var statement = connection.prepareStatement(RENEW)) {
            statement.setDouble(1, Seconds.of(lease));
            statement.setArray(2, connection.createArrayOf("uuid", invocations.toArray()));
            statement.setString(3, owner);
            return statement.executeUpdate();
          }
        });
  }

  /**
   * Takes an attempt over that goes on without its gateway.
   *
   * @return absent where somebody else has done so, or its owner is back
   */
  public Optional<Claim> adopt(Overdue overdue, String owner, Duration lease) {
    return transactions.run(
        connection -> {
          try (var statement = connection.prepareStatement(ADOPT)) {
            statement.setString(1, owner);
            statement.setDouble(2, Seconds.of(lease));
            statement.setObject(3, overdue.lease().invocation());
            statement.setString(4, overdue.lease().owner());
            statement.setInt(5, overdue.lease().attempt());
            statement.setObject(6, overdue.until());
            try (var row = statement.executeQuery()) {
              return row.next() ? Optional.of(claim(row)) : Optional.empty();
            }
          }
        });
  }

  /** Until the transaction ends, nobody else claims for the function. */
  static void lock(Connection connection, String functionUid) throws SQLException {
    try (var lock = connection.prepareStatement(ONE_AT_A_TIME)) {
      lock.setString(1, functionUid);
      lock.execute();
    }
  }

  /**
   * Claims with the function locked.
   *
   * @param because why the attempts go to this target; absent where it is the function's only one
   */
  static List<Claim> claim(
      Connection connection, Request request, @Nullable String because, int most, int maxInFlight)
      throws SQLException {
    try (var statement = connection.prepareStatement(CLAIM)) {
      statement.setInt(1, most);
      statement.setInt(2, maxInFlight);
      statement.setString(3, request.functionUid());
      statement.setString(4, request.target());
      statement.setString(5, request.functionUid());
      statement.setString(6, request.target());
      statement.setString(7, request.owner());
      statement.setDouble(8, Seconds.of(request.lease()));
      statement.setString(9, request.target());
      statement.setString(10, because);
      var claims = new ArrayList<Claim>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          claims.add(claim(rows));
        }
      }
      return claims;
    }
  }

  private static Claim claim(ResultSet row) throws SQLException {
    var lease =
        new Lease(
            row.getObject("id", UUID.class), row.getInt("attempts"), row.getString("lease_owner"));
    return new Claim(
        lease,
        lease.attempt() - row.getInt("forgiven_attempts"),
        row.getString("target"),
        row.getString("object_key"),
        row.getString("event"));
  }

  /**
   * Who claims for which function.
   *
   * @param owner the gateway process
   * @param target where the attempts will run
   */
  public record Request(String functionUid, String owner, Duration lease, String target) {}
}
