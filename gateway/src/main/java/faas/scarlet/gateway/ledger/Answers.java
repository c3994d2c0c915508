package faas.scarlet.gateway.ledger;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** What callers of functions get, until they fetch it; it goes with its invocation. */
@Singleton
public class Answers {
  private static final String KEEP =
      """
      INSERT INTO answer (invocation_id, content) VALUES (?, ?)
      ON CONFLICT (invocation_id) DO UPDATE SET content = excluded.content
      """;
  private static final String READ = "SELECT content FROM answer WHERE invocation_id = ?";

  private final Transactions transactions;

  public Answers(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Keeps an answer in the place of one that an earlier attempt gave.
   *
   * @param content in the form of Lambda's proxy answers
   */
  public void keep(UUID invocation, String content) {
    transactions.run(
        connection -> {
          try (var statement = connection.prepareStatement(KEEP)) {
            statement.setObject(1, invocation);
            statement.setString(2, content);
            return statement.executeUpdate();
          }
        });
  }

  /** The answer, where there is one. */
  public Optional<String> of(UUID invocation) {
    return transactions.run(
        connection -> {
          try (var statement = connection.prepareStatement(READ)) {
            statement.setObject(1, invocation);
            try (var row = statement.executeQuery()) {
              return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
          }
        });
  }
}
