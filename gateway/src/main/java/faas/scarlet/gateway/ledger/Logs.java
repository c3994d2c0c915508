package faas.scarlet.gateway.ledger;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What scripts print, in the ledger already while they run: any gateway can show it. */
@Singleton
public class Logs {
  private static final String KEEP =
      """
      UPDATE attempt a SET log_tail = l.tail, log_end = l.position
      FROM unnest(?::uuid[], ?::integer[], ?::text[], ?::bigint[])
        AS l (invocation_id, number, tail, position)
      WHERE a.invocation_id = l.invocation_id AND a.number = l.number AND a.state = 'Running'
      """;
  private static final String READ =
      """
      SELECT number, state = 'Running' AS running, coalesce(log_tail, '') AS tail,
             coalesce(log_end, 0) AS position
      FROM attempt WHERE invocation_id = ? ORDER BY number
      """;

  private final Transactions transactions;

  public Logs(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Keeps the logs of attempts that run, each in the place of what was kept of it before. */
  public void keep(List<Live> logs) {
    transactions.run(
        connection -> {
          try (var statement = connection.prepareStatement(KEEP)) {
            var columns = new Columns<>(statement, logs);
            columns.add("uuid", Live::invocation);
            columns.add("integer", live -> live.log().attempt());
            columns.add("text", live -> Storable.text(live.log().tail()));
            columns.add("bigint", live -> live.log().end());
            return statement.executeUpdate();
          }
        });
  }

  /** The logs of an invocation's attempts, from the first one on. */
  public List<AttemptLog> of(UUID invocation) {
    return transactions.run(
        connection -> {
          try (var statement = connection.prepareStatement(READ)) {
            statement.setObject(1, invocation);
            var logs = new ArrayList<AttemptLog>();
            try (var row = statement.executeQuery()) {
              while (row.next()) {
                String tail = row.getString("tail");
                logs.add(
                    new AttemptLog(
                        row.getInt("number"),
                        tail,
                        Math.max(row.getLong("position"), tail.length()),
                        row.getBoolean("running")));
              }
            }
            return logs;
          }
        });
  }

  /** The log of an attempt under way. */
  public record Live(UUID invocation, AttemptLog log) {}
}
