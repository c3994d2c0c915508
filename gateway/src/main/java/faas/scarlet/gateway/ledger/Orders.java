package faas.scarlet.gateway.ledger;

import faas.scarlet.model.function.FunctionId;
import jakarta.inject.Singleton;
import java.util.UUID;

/** What users order about invocations that are recorded. */
@Singleton
public class Orders {
  private static final int AT_ONCE = 1_000;

  // The attempts so far stay in the history, but they and the age count no more.
  private static final String AGAIN =
      """
      SET state = 'Pending', reason = NULL, message = NULL, forgiven_attempts = attempts,
          wanted_at = now(), not_before = now(), updated_at = now(), ended_at = NULL
      """;
  private static final String REPLAY =
      "UPDATE invocation " + AGAIN + "WHERE id = ? AND state = 'Dead'";
  private static final String REPLAY_DEAD =
      "UPDATE invocation "
          + AGAIN
          + """
          WHERE id IN (
            SELECT id FROM invocation WHERE namespace = ? AND name = ? AND state = 'Dead'
            LIMIT ? FOR UPDATE SKIP LOCKED)
          """;
  private static final String CANCEL =
      """
      UPDATE invocation SET state = 'Cancelled', updated_at = now(), ended_at = now()
      WHERE id = ? AND state = 'Pending'
      """;
  private static final String GIVE_UP =
      """
      UPDATE invocation SET state = 'Dead', updated_at = now(), ended_at = now()
      WHERE id = ? AND state = 'Pending' AND attempts > forgiven_attempts
      """;

  private final Transactions transactions;

  public Orders(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Has a dead invocation tried again, with all its attempts.
   *
   * @return false where it is not dead
   */
  public boolean replay(UUID invocation) {
    return change(REPLAY, invocation);
  }

  /**
   * The same for all dead ones of a function, some at a time.
   *
   * @return how many
   */
  public int replayDead(FunctionId function) {
    int all = 0;
    for (int some = AT_ONCE; some == AT_ONCE; all += some) {
      some = replaySome(function);
    }
    return all;
  }

  /**
   * Takes back an invocation that waits.
   *
   * @return false where it does not wait
   */
  public boolean cancel(UUID invocation) {
    return change(CANCEL, invocation);
  }

  /**
   * Spares an invocation its further attempts, because nobody waits for them.
   *
   * @return false where none has failed, or none follows anyway
   */
  public boolean giveUp(UUID invocation) {
    return change(GIVE_UP, invocation);
  }

  private int replaySome(FunctionId function) {
    return transactions.run(
        connection -> {
          try (var statement = connection.prepareStatement(REPLAY_DEAD)) {
            statement.setString(1, function.namespace());
            statement.setString(2, function.name());
            statement.setInt(3, AT_ONCE);
            return statement.executeUpdate();
          }
        });
  }

  private boolean change(String sql, UUID invocation) {
    return transactions.run(
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, invocation);
            return statement.executeUpdate() > 0;
          }
        });
  }
}
