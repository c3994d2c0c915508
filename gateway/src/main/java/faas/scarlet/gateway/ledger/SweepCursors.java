package faas.scarlet.gateway.ledger;

import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * How far the sweep of each input has come, so that one gateway goes on where another one, or it
 * itself before a restart, was stopped, and that no two sweep the same.
 */
@Singleton
public class SweepCursors {
  private static final String PLACE =
      "function_uid = ? AND object_store = ? AND bucket = ? AND key_prefix = ?";
  private static final String BEGIN =
      """
      INSERT INTO sweep (known_since, function_uid, object_store, bucket, key_prefix)
      VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
      """;
  // Times in the future are from before somebody set the clock back.
  private static final String TAKE =
      """
      UPDATE sweep SET lease_owner = ?, lease_until = now() + make_interval(secs => ?)
      WHERE (lease_until BETWEEN now() AND now() + make_interval(secs => 10 * ?)) IS NOT TRUE
        AND (start_after <> ''
          OR (swept_at BETWEEN now() - make_interval(secs => ?) AND now()) IS NOT TRUE) AND
      """
          + PLACE
          + " RETURNING start_after, known_since";
  private static final String ADVANCE =
      """
      UPDATE sweep SET start_after = ?, lease_until = now() + make_interval(secs => ?)
      WHERE lease_owner = ? AND
      """
          + PLACE;
  private static final String RELEASE =
      "UPDATE sweep SET lease_owner = NULL, lease_until = NULL WHERE lease_owner = ? AND " + PLACE;
  private static final String FINISH =
      """
      UPDATE sweep SET start_after = '', swept_at = now(), lease_owner = NULL, lease_until = NULL
      WHERE lease_owner = ? AND
      """
          + PLACE;

  private final Transactions transactions;

  public SweepCursors(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * The input is known from now on; it may be already.
   *
   * @param storeTime now, by the store's clock
   */
  public void begin(SweptPlace place, Instant storeTime) {
    transactions.run(
        connection -> {
          try (var statement = connection.prepareStatement(BEGIN)) {
            statement.setObject(1, storeTime.atOffset(ZoneOffset.UTC));
            set(statement, 2, place);
            return statement.executeUpdate();
          }
        });
  }

  /**
   * Takes the input for a sweep.
   *
   * @param freshness an input that was swept less than this ago need not be swept again
   * @return empty where it need not be, or somebody else is at it
   */
  public Optional<Cursor> take(SweptPlace place, String owner, Duration lease, Duration freshness) {
    return transactions.run(
        connection -> {
          try (var statement = connection.prepareStatement(TAKE)) {
            statement.setString(1, owner);
            statement.setDouble(2, Seconds.of(lease));
            statement.setDouble(3, Seconds.of(lease));
            statement.setDouble(4, Seconds.of(freshness));
            set(statement, 5, place);
            try (var row = statement.executeQuery()) {
              return row.next()
                  ? Optional.of(
                      new Cursor(
                          row.getString("start_after"),
                          row.getObject("known_since", OffsetDateTime.class).toInstant()))
                  : Optional.empty();
            }
          }
        });
  }

  /**
   * All keys up to this one were compared.
   *
   * @return false where somebody else has taken the sweep over
   */
  public boolean advance(SweptPlace place, String owner, Duration lease, String key) {
    return transactions.statement(
        connection -> {
          try (var statement = connection.prepareStatement(ADVANCE)) {
            statement.setString(1, key);
            statement.setDouble(2, Seconds.of(lease));
            statement.setString(3, owner);
            set(statement, 4, place);
            return statement.executeUpdate() > 0;
          }
        });
  }

  /** The sweep was interrupted; the next one goes on from where it was. */
  public void release(SweptPlace place, String owner) {
    end(RELEASE, place, owner);
  }

  /** All of it was compared. */
  public void finish(SweptPlace place, String owner) {
    end(FINISH, place, owner);
  }

  private void end(String sql, SweptPlace place, String owner) {
    transactions.run(
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, owner);
            set(statement, 2, place);
            return statement.executeUpdate();
          }
        });
  }

  private static void set(PreparedStatement statement, int first, SweptPlace place)
      throws SQLException {
    statement.setString(first, place.functionUid());
    statement.setString(first + 1, place.objectStore());
    statement.setString(first + 2, place.bucket());
    statement.setString(first + 3, place.keyPrefix());
  }

  /**
   * Where a sweep begins.
   *
   * @param startAfter keys up to this one were compared already; empty: none
   * @param knownSince since when the ledger knows the input, by the store's clock
   */
  public record Cursor(String startAfter, Instant knownSince) {}
}
