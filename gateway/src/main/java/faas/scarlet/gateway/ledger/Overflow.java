package faas.scarlet.gateway.ledger;

import faas.scarlet.model.burst.BurstPolicy;
import faas.scarlet.model.burst.Queue;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Takes due invocations for a second target, where the first one is behind. */
@Singleton
public class Overflow {
  private static final String QUEUE =
      """
      SELECT count(*), coalesce(extract(epoch FROM now() - min(not_before)), 0)
      FROM (
        SELECT not_before FROM invocation
        WHERE function_uid = ? AND state = 'Pending' AND not_before <= now()
        ORDER BY not_before LIMIT ?) AS due
      """;
  private static final String SO_FAR =
      """
      SELECT since IS NOT NULL,
        CASE WHEN day = (now() AT TIME ZONE 'UTC')::date THEN sent ELSE 0 END,
        (SELECT count(*) FROM invocation
         WHERE function_uid = f.uid AND state = 'Running' AND target = ?)
      FROM (VALUES (?::text)) AS f (uid) LEFT JOIN overflow ON function_uid = f.uid
      """;
  private static final String SENT =
      """
      INSERT INTO overflow AS o (function_uid, since, day, sent)
      VALUES (?, now(), (now() AT TIME ZONE 'UTC')::date, ?)
      ON CONFLICT (function_uid) DO UPDATE
      SET since = coalesce(o.since, now()), day = excluded.day,
          sent = excluded.sent + CASE WHEN o.day = excluded.day THEN o.sent ELSE 0 END
      """;
  private static final String CALM =
      "UPDATE overflow SET since = NULL WHERE since IS NOT NULL AND function_uid = ANY (?)";

  private final Transactions transactions;

  public Overflow(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Claims what overflows by the policy, those that waited longest first, and begins an attempt of
   * each; the first target must have had its turn.
   *
   * @param most how many at once
   */
  public List<Claim> take(Claims.Request request, BurstPolicy policy, int most) {
    return transactions.run(
        connection -> {
          String uid = request.functionUid();
          Claims.lock(connection, uid);
          var before = before(connection, request);
          var because =
              policy.overflows(queue(connection, uid, policy.mostCounted()), before.overflowing());
          if (because.isEmpty()) {
            calm(connection, List.of(uid));
            return List.<Claim>of();
          }
          int room = policy.room(before.there(), before.today());
          var claims =
              Claims.claim(
                  connection, request, because.get(), Math.min(most, room), Integer.MAX_VALUE);
          sent(connection, uid, claims.size());
          return claims;
        });
  }

  /** These functions have nothing that waits: what comes next begins at the first target again. */
  public void calm(Collection<String> functionUids) {
    transactions.run(connection -> calm(connection, functionUids));
  }

  private static int calm(Connection connection, Collection<String> functionUids)
      throws SQLException {
    try (var statement = connection.prepareStatement(CALM)) {
      statement.setArray(1, connection.createArrayOf("text", functionUids.toArray()));
      return statement.executeUpdate();
    }
  }

  private static Queue queue(Connection connection, String uid, int most) throws SQLException {
    try (var statement = connection.prepareStatement(QUEUE)) {
      statement.setString(1, uid);
      statement.setInt(2, most);
      try (var row = statement.executeQuery()) {
        row.next();
        return new Queue(row.getInt(1), Duration.ofMillis((long) (row.getDouble(2) * 1_000)));
      }
    }
  }

  private static Before before(Connection connection, Claims.Request request) throws SQLException {
    try (var statement = connection.prepareStatement(SO_FAR)) {
      statement.setString(1, request.target());
      statement.setString(2, request.functionUid());
      try (var row = statement.executeQuery()) {
        row.next();
        return new Before(row.getBoolean(1), row.getInt(2), row.getInt(3));
      }
    }
  }

  private static void sent(Connection connection, String uid, int number) throws SQLException {
    try (var statement = connection.prepareStatement(SENT)) {
      statement.setString(1, uid);
      statement.setInt(2, number);
      statement.executeUpdate();
    }
  }

  /** How it stood before: how many are at the target now, and how many went there today. */
  private record Before(boolean overflowing, int today, int there) {}
}
