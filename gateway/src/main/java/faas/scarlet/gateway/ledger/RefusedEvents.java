package faas.scarlet.gateway.ledger;

import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** What was sent to {@code /events} and could not be understood, for whoever operates the store. */
@Singleton
public class RefusedEvents {
  private static final String INSERT =
      "INSERT INTO refused_event (why, bytes, beginning) VALUES (?, ?, ?)";
  private static final String LATEST =
      "SELECT received_at, why, bytes, beginning FROM refused_event ORDER BY id DESC LIMIT ?";

  private final Transactions transactions;

  public RefusedEvents(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Records one.
   *
   * @param bytes size of the body
   * @param beginning of the body, as far as it is worth being kept
   * @throws LedgerException where the ledger is away
   */
  public void record(String why, long bytes, String beginning) {
    transactions.run(
        connection -> {
          try (var statement = connection.prepareStatement(INSERT)) {
            statement.setString(1, Storable.text(why));
            statement.setLong(2, bytes);
            statement.setString(3, Storable.text(beginning));
            return statement.executeUpdate();
          }
        });
  }

  /** The newest ones, newest first. */
  public List<RefusedEvent> latest(int limit) {
    return transactions.run(
        connection -> {
          try (var statement = connection.prepareStatement(LATEST)) {
            statement.setInt(1, limit);
            var refused = new ArrayList<RefusedEvent>();
            try (var row = statement.executeQuery()) {
              while (row.next()) {
                refused.add(
                    new RefusedEvent(
                        row.getObject("received_at", OffsetDateTime.class).toInstant(),
                        row.getString("why"),
                        row.getLong("bytes"),
                        row.getString("beginning")));
              }
            }
            return refused;
          }
        });
  }
}
