package faas.scarlet.gateway.ledger;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The functions that the ledger knows of, whether they still exist or not. */
@Singleton
public class KnownFunctions {
  private static final int BATCH = 1_000;
  // From one uid to the next through the index: there are few of them, and many rows of each.
  private static final String UIDS =
      """
      WITH RECURSIVE known (uid) AS (
        SELECT min(function_uid) FROM seen
        UNION ALL
        SELECT (SELECT min(function_uid) FROM seen WHERE function_uid > known.uid)
        FROM known WHERE known.uid IS NOT NULL)
      SELECT uid FROM known WHERE uid IS NOT NULL
      UNION SELECT function_uid FROM sweep
      UNION SELECT function_uid FROM schedule
      """;
  private static final String CANCEL =
      """
      UPDATE invocation SET state = 'Cancelled', updated_at = now(), ended_at = now(),
        message = 'the function was deleted before it ran'
      WHERE id IN (
        SELECT id FROM invocation WHERE function_uid = ? AND state = 'Pending'
        LIMIT ? FOR UPDATE SKIP LOCKED)
      """;
  private static final String HAS_INVOCATIONS =
      "SELECT 1 FROM invocation WHERE function_uid = ? LIMIT 1";
  private static final String FORGET_SEEN =
      "DELETE FROM seen WHERE ctid = ANY (ARRAY (SELECT ctid FROM seen WHERE function_uid = ? LIMIT ?))";
  private static final String FORGET_SWEEPS = "DELETE FROM sweep WHERE function_uid = ?";
  private static final String FORGET_SCHEDULE = "DELETE FROM schedule WHERE function_uid = ?";
  private static final String FORGET_OVERFLOW = "DELETE FROM overflow WHERE function_uid = ?";

  private final Transactions transactions;

  public KnownFunctions(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Their uids. */
  public List<String> uids() {
    return transactions.run(
        connection -> {
          try (var statement = connection.prepareStatement(UIDS);
              var rows = statement.executeQuery()) {
            var uids = new ArrayList<String>();
            while (rows.next()) {
              uids.add(rows.getString(1));
            }
            return uids;
          }
        });
  }

  /**
   * Cancels waiting work of a function that was deleted, a batch with each call.
   *
   * @return how many invocations; 0 when none are left
   */
  public int cancelPending(String uid) {
    return transactions.run(connection -> batch(connection, CANCEL, uid));
  }

  /**
   * Forgets what a deleted function has seen, a batch with each call, once retention has removed
   * all of its invocations.
   *
   * @return how much; 0 when none is left, or it is not time yet
   */
  public int forget(String uid) {
    return transactions.run(
        connection -> {
          try (var invocations = connection.prepareStatement(HAS_INVOCATIONS);
              var sweeps = connection.prepareStatement(FORGET_SWEEPS);
              var schedule = connection.prepareStatement(FORGET_SCHEDULE);
              var overflow = connection.prepareStatement(FORGET_OVERFLOW)) {
            invocations.setString(1, uid);
            if (invocations.executeQuery().next()) {
              return 0;
            }
            sweeps.setString(1, uid);
            schedule.setString(1, uid);
            sweeps.executeUpdate();
            schedule.executeUpdate();
            overflow.setString(1, uid);
            overflow.executeUpdate();
            return batch(connection, FORGET_SEEN, uid);
          }
        });
  }

  private static int batch(Connection connection, String sql, String uid) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setString(1, uid);
      statement.setInt(2, BATCH);
      return statement.executeUpdate();
    }
  }
}
