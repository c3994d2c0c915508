package faas.scarlet.gateway.ledger;

import faas.scarlet.model.function.FunctionId;
import faas.scarlet.model.outcome.Reason;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds what time has run out for: leases, and invocations that waited too long. */
@Singleton
public class Expiry {
  private static final int MOST = 500;
  private static final String OVERDUE =
      """
      SELECT id, attempts, forgiven_attempts, target, lease_owner, lease_until, function_uid,
             namespace, name, object_key,
             extract(epoch FROM now() - created_at) AS age
      FROM invocation WHERE state = 'Running'
        AND (lease_until < now() OR lease_until > now() + make_interval(secs => 10 * ?))
      ORDER BY lease_until LIMIT ?
      """;
  private static final String HASTEN =
      """
      UPDATE invocation i SET not_before = now(), updated_at = now()
      FROM unnest(?::text[], ?::double precision[]) AS f (uid, seconds)
      WHERE i.function_uid = f.uid AND i.state = 'Pending'
        AND i.not_before > now() + make_interval(secs => f.seconds)
      """;
  private static final String GIVE_UP =
      """
      WITH old AS MATERIALIZED (
        SELECT i.id, i.reason, i.message, f.seconds
        FROM unnest(?::text[], ?::double precision[]) AS f (uid, seconds)
        JOIN invocation i ON i.function_uid = f.uid
        WHERE i.state = 'Pending' AND i.wanted_at < now() - make_interval(secs => f.seconds)
        LIMIT ?
        FOR UPDATE OF i SKIP LOCKED)
      UPDATE invocation i
      SET state = 'Dead', reason = ?, updated_at = now(), ended_at = now(), failure_told = false,
          message = 'waited longer than retry.maxAge, which is ' || old.seconds || ' s; replay it, or allow more'
            || coalesce('; before that: ' || old.reason || coalesce(': ' || old.message, ''), '')
      FROM old WHERE i.id = old.id
      RETURNING i.id, i.namespace, i.name, i.object_key
      """;

  private final Transactions transactions;

  public Expiry(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Running attempts whose gateway went silent, some hundred at a time. Those whose lease would
   * last longer than any does are from before somebody set the clock back; an owner that lives
   * renews them.
   */
  public List<Overdue> overdue(Duration lease) {
    return transactions.run(
        connection -> {
          try (var statement = connection.prepareStatement(OVERDUE)) {
            statement.setDouble(1, Seconds.of(lease));
            statement.setInt(2, MOST);
            var overdue = new ArrayList<Overdue>();
            try (var row = statement.executeQuery()) {
              while (row.next()) {
                overdue.add(overdue(row));
              }
            }
            return overdue;
          }
        });
  }

  /**
   * Gives up pending invocations that are too old, some hundred at a time.
   *
   * @param maxAges how old they may become, by the function's uid
   */
  public List<GivenUp> giveUpOlderThan(Map<String, Duration> maxAges) {
    return transactions.run(
        connection -> {
          try (var statement = connection.prepareStatement(GIVE_UP)) {
            set(statement, maxAges);
            statement.setInt(3, MOST);
            statement.setString(4, Names.of(Reason.TOO_OLD));
            var dead = new ArrayList<GivenUp>();
            try (var row = statement.executeQuery()) {
              while (row.next()) {
                dead.add(
                    new GivenUp(
                        row.getObject("id", UUID.class),
                        function(row),
                        row.getString("object_key")));
              }
            }
            return dead;
          }
        });
  }

  /**
   * Pending invocations that wait longer than any pause of their function, because somebody set the
   * clock back, may begin now.
   *
   * @param longestPauses by the function's uid
   */
  public void hasten(Map<String, Duration> longestPauses) {
    transactions.run(
        connection -> {
          try (var statement = connection.prepareStatement(HASTEN)) {
            set(statement, longestPauses);
            return statement.executeUpdate();
          }
        });
  }

  private static void set(PreparedStatement statement, Map<String, Duration> times)
      throws SQLException {
    var uids = List.copyOf(times.keySet());
    var connection = statement.getConnection();
    statement.setArray(1, connection.createArrayOf("text", uids.toArray()));
    statement.setArray(
        2,
        connection.createArrayOf(
            "float8", uids.stream().map(times::get).map(Seconds::of).toArray()));
  }

  private static Overdue overdue(ResultSet row) throws SQLException {
    var lease =
        new Lease(
            row.getObject("id", UUID.class), row.getInt("attempts"), row.getString("lease_owner"));
    return new Overdue(
        lease,
        row.getObject("lease_until", OffsetDateTime.class),
        lease.attempt() - row.getInt("forgiven_attempts"),
        row.getString("target"),
        row.getString("function_uid"),
        function(row),
        row.getString("object_key"),
        Duration.ofMillis((long) (row.getDouble("age") * 1000)));
  }

  private static FunctionId function(ResultSet row) throws SQLException {
    return new FunctionId(row.getString("namespace"), row.getString("name"));
  }

  /** An invocation that is dead now. */
  public record GivenUp(UUID invocation, FunctionId function, @Nullable String key) {}
}
