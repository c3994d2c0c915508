package faas.scarlet.gateway.ledger;

import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Removes what was finished long ago, a small batch with each call so that nobody waits for it.
 * That an upload was seen is not forgotten by it.
 */
@Singleton
public class Retention {
  private static final int BATCH = 1_000;
  private static final String BY_AGE =
      """
      DELETE FROM invocation WHERE id IN (
        SELECT id FROM invocation WHERE ended_at < now() - make_interval(secs => ?)
        ORDER BY ended_at LIMIT ? FOR UPDATE SKIP LOCKED)
      """;
  private static final String BY_NUMBER =
      """
      DELETE FROM invocation WHERE id IN (
        SELECT id FROM invocation
        WHERE state <> 'Dead' AND ended_at <= (
          SELECT ended_at FROM invocation WHERE ended_at IS NOT NULL AND state <> 'Dead'
          ORDER BY ended_at DESC OFFSET ? LIMIT 1)
        ORDER BY ended_at LIMIT ? FOR UPDATE SKIP LOCKED)
      """;
  private static final String REFUSED_BY_AGE =
      "DELETE FROM refused_event WHERE received_at < now() - make_interval(secs => ?)";
  private static final String REFUSED_BY_NUMBER =
      "DELETE FROM refused_event WHERE id <= (SELECT id FROM refused_event ORDER BY id DESC OFFSET ? LIMIT 1)";

  private final Transactions transactions;

  public Retention(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Invocations that ended before this time.
   *
   * @return how many were removed; 0 when none are left
   */
  public int removeOlderThan(Duration age) {
    return transactions.run(
        connection -> {
          try (var statement = connection.prepareStatement(BY_AGE)) {
            statement.setDouble(1, Seconds.of(age));
            statement.setInt(2, BATCH);
            return statement.executeUpdate();
          }
        });
  }

  /**
   * The oldest of the finished invocations where there are more; dead ones do not count, they wait
   * for somebody to look at them.
   *
   * @return how many were removed; 0 when none are left
   */
  public int removeAllBut(long newest) {
    return transactions.run(
        connection -> {
          try (var statement = connection.prepareStatement(BY_NUMBER)) {
            statement.setLong(1, newest);
            statement.setInt(2, BATCH);
            return statement.executeUpdate();
          }
        });
  }

  /** Refused events that are older than this, and all but the newest ones. */
  public void removeRefused(Duration age, long newest) {
    transactions.run(
        connection -> {
          try (var byAge = connection.prepareStatement(REFUSED_BY_AGE);
              var byNumber = connection.prepareStatement(REFUSED_BY_NUMBER)) {
            byAge.setDouble(1, Seconds.of(age));
            byNumber.setLong(1, newest);
            return byAge.executeUpdate() + byNumber.executeUpdate();
          }
        });
  }
}
