package faas.scarlet.gateway.ledger;

import faas.scarlet.model.function.FunctionId;
import faas.scarlet.model.outcome.InvocationState;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads the ledger for those who want to know; changes nothing. */
@Singleton
public class Queries {
  private static final String COLUMNS =
      """
      SELECT i.id, i.namespace, i.name, i.object_store, i.bucket, i.object_key, i.upload,
             i.event_time, i.state, i.reason, i.message, i.attempts, i.not_before, i.created_at,
             i.updated_at, i.ended_at, a.target AS last_target, a.started_at
      FROM invocation i
      LEFT JOIN attempt a ON a.invocation_id = i.id AND a.number = i.attempts
      """;
  private static final String ATTEMPTS =
      """
      SELECT number, target, placed_because, state, started_at, ended_at, reason, message, exit_code, outputs,
             timings, engine, cache_hit, log_tail
      FROM attempt WHERE invocation_id = ? ORDER BY number
      """;
  // Read from an index that has the state as well, which is a twentieth of the table.
  private static final String COUNTS =
      "SELECT namespace, name, state, count(*) FROM invocation GROUP BY namespace, name, state";
  private static final String COUNTS_OF_ONE =
      """
      SELECT namespace, name, state, count(*) FROM invocation
      WHERE namespace = ? AND name = ? GROUP BY namespace, name, state
      """;
  private final Transactions transactions;

  public Queries(Transactions transactions) {
    this.transactions = transactions;
  }

  /** The invocations that were selected. */
  public List<InvocationView> invocations(Selection selection) {
    var sql = new StringBuilder(COLUMNS).append("WHERE true");
    var values = new ArrayList<Object>();
    selection
        .function()
        .ifPresent(
            function -> {
              sql.append(" AND i.namespace = ? AND i.name = ?");
              values.add(function.namespace());
              values.add(function.name());
            });
    selection
        .state()
        .ifPresent(
            state -> {
              sql.append(" AND i.state = ?");
              values.add(Names.of(state));
            });
    selection
        .since()
        .ifPresent(
            since -> {
              sql.append(" AND i.created_at >= ?");
              values.add(since.atOffset(ZoneOffset.UTC));
            });
    selection
        .before()
        .ifPresent(
            id -> {
              sql.append(" AND i.id < ?");
              values.add(id);
            });
    sql.append(" ORDER BY id DESC LIMIT ?");
    values.add(selection.limit());
    return transactions.run(connection -> invocations(connection, sql.toString(), values));
  }

  /** The invocation with this id, if there is one. */
  public Optional<InvocationView> invocation(UUID id) {
    return transactions
        .run(connection -> invocations(connection, COLUMNS + "WHERE i.id = ?", List.of(id)))
        .stream()
        .findFirst();
  }

  /** The attempts of an invocation, from the first one on. */
  public List<AttemptView> attempts(UUID invocation) {
    return transactions.run(
        connection -> {
          try (var statement = connection.prepareStatement(ATTEMPTS)) {
            statement.setObject(1, invocation);
            var attempts = new ArrayList<AttemptView>();
            try (var row = statement.executeQuery()) {
              while (row.next()) {
                attempts.add(Rows.attempt(row));
              }
            }
            return attempts;
          }
        });
  }

  /** How many invocations there are in each state, by function. */
  public Map<FunctionId, Map<InvocationState, Long>> counts() {
    return transactions.run(
        connection -> {
          try (var statement = connection.prepareStatement(COUNTS)) {
            return counts(statement.executeQuery());
          }
        });
  }

  /** The same of one function. */
  public Map<FunctionId, Map<InvocationState, Long>> counts(FunctionId function) {
    return transactions.run(
        connection -> {
          try (var statement = connection.prepareStatement(COUNTS_OF_ONE)) {
            statement.setString(1, function.namespace());
            statement.setString(2, function.name());
            return counts(statement.executeQuery());
          }
        });
  }

  private static Map<FunctionId, Map<InvocationState, Long>> counts(ResultSet row)
      throws SQLException {
    var counts = new HashMap<FunctionId, Map<InvocationState, Long>>();
    while (row.next()) {
      counts
          .computeIfAbsent(
              new FunctionId(row.getString(1), row.getString(2)),
              _ -> new EnumMap<>(InvocationState.class))
          .put(Names.parse(InvocationState.class, row.getString(3)), row.getLong(4));
    }
    return counts;
  }

  private static List<InvocationView> invocations(
      Connection connection, String sql, List<Object> values) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.size(); i++) {
        statement.setObject(i + 1, values.get(i));
      }
      var invocations = new ArrayList<InvocationView>();
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          invocations.add(Rows.invocation(row));
        }
      }
      return invocations;
    }
  }
}
