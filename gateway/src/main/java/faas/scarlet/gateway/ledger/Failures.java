package faas.scarlet.gateway.ledger;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Dead invocations that nobody has told of yet to where their function wants to be told. */
@Singleton
public class Failures {
  private static final int MOST = 100;
  private static final String UNTOLD =
      """
      SELECT id, function_uid, event FROM invocation
      WHERE state = 'Dead' AND NOT failure_told AND function_uid = ANY (?) LIMIT ?
      """;
  private static final String TOLD =
      "UPDATE invocation SET failure_told = true WHERE id = ? AND state = 'Dead'";

  private final Transactions transactions;

  public Failures(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Some of those of these functions. */
  public List<Failure> untold(Collection<String> functionUids) {
    return transactions.run(
        connection -> {
          try (var statement = connection.prepareStatement(UNTOLD)) {
            statement.setArray(1, connection.createArrayOf("text", functionUids.toArray()));
            statement.setInt(2, MOST);
            var failures = new ArrayList<Failure>();
            try (var row = statement.executeQuery()) {
              while (row.next()) {
                failures.add(
                    new Failure(
                        row.getObject("id", UUID.class),
                        row.getString("function_uid"),
                        row.getString("event")));
              }
            }
            return failures;
          }
        });
  }

  /** It was told. */
  public void told(UUID invocation) {
    transactions.run(
        connection -> {
          try (var statement = connection.prepareStatement(TOLD)) {
            statement.setObject(1, invocation);
            return statement.executeUpdate();
          }
        });
  }

  /** A dead invocation. */
  public record Failure(UUID invocation, String functionUid, String event) {}
}
