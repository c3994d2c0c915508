package faas.scarlet.gateway.ledger;

import static java.util.Comparator.comparing;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Puts new work into the ledger; the same upload is one invocation, however often it is told. */
@Singleton
public class Intake {
  private static final String INSERT =
      """
      INSERT INTO invocation
        (id, function_uid, namespace, name, object_store, bucket, object_key, upload, event, event_time)
      SELECT * FROM unnest(
        ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
        ?::text[], ?::text[])
      ON CONFLICT DO NOTHING
      RETURNING id
      """;
  private static final String UNKNOWN =
      """
      SELECT o.position FROM unnest(?::text[], ?::text[], ?::text[], ?::text[])
        WITH ORDINALITY AS o (object_store, bucket, object_key, upload, position)
      WHERE NOT EXISTS (
        SELECT 1 FROM invocation i
        WHERE i.function_uid = ? AND i.object_store = o.object_store AND i.bucket = o.bucket
          AND i.object_key = o.object_key AND i.upload = o.upload)
      """;

  private final Transactions transactions;

  public Intake(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Adds what is not there yet, all in one transaction.
   *
   * @return what was added, the rest having been there already
   * @throws LedgerException where nothing was added
   */
  public List<NewInvocation> add(List<NewInvocation> invocations) {
    if (invocations.isEmpty()) {
      return List.of();
    }
    // In one order everywhere: two transactions that add the same uploads must not wait crosswise.
    var rows = new ArrayList<>(invocations);
    rows.sort(
        comparing((NewInvocation n) -> n.function().uid())
            .thenComparing(n -> n.object().objectStore())
            .thenComparing(n -> n.object().bucket())
            .thenComparing(n -> n.object().key())
            .thenComparing(n -> n.object().upload()));
    return transactions.run(connection -> insert(connection, rows));
  }

  /** Those uploads that the function has no invocation for. */
  public Set<ObjectUpload> unknown(String functionUid, List<ObjectUpload> uploads) {
    return transactions.run(
        connection -> {
          try (var statement = connection.prepareStatement(UNKNOWN)) {
            statement.setArray(1, texts(connection, uploads, ObjectUpload::objectStore));
            statement.setArray(2, texts(connection, uploads, ObjectUpload::bucket));
            statement.setArray(3, texts(connection, uploads, ObjectUpload::key));
            statement.setArray(4, texts(connection, uploads, ObjectUpload::upload));
            statement.setString(5, functionUid);
            var unknown = new HashSet<ObjectUpload>();
            try (var rows = statement.executeQuery()) {
              while (rows.next()) {
                unknown.add(uploads.get(rows.getInt(1) - 1));
              }
            }
            return unknown;
          }
        });
  }

  private static List<NewInvocation> insert(Connection connection, List<NewInvocation> rows)
      throws SQLException {
    try (var statement = connection.prepareStatement(INSERT)) {
      statement.setArray(
          1, connection.createArrayOf("uuid", rows.stream().map(NewInvocation::id).toArray()));
      statement.setArray(2, texts(connection, rows, n -> n.function().uid()));
      statement.setArray(3, texts(connection, rows, n -> n.function().id().namespace()));
      statement.setArray(4, texts(connection, rows, n -> n.function().id().name()));
      statement.setArray(5, texts(connection, rows, n -> n.object().objectStore()));
      statement.setArray(6, texts(connection, rows, n -> n.object().bucket()));
      statement.setArray(7, texts(connection, rows, n -> n.object().key()));
      statement.setArray(8, texts(connection, rows, n -> n.object().upload()));
      statement.setArray(9, texts(connection, rows, NewInvocation::event));
      statement.setArray(
          10, connection.createArrayOf("text", rows.stream().map(n -> n.eventTime()).toArray()));
      var added = new HashSet<Object>();
      try (var ids = statement.executeQuery()) {
        while (ids.next()) {
          added.add(ids.getObject(1));
        }
      }
      return rows.stream().filter(row -> added.contains(row.id())).toList();
    }
  }

  private static <T> java.sql.Array texts(
      Connection connection, List<T> rows, Function<T, String> column) throws SQLException {
    return connection.createArrayOf("text", rows.stream().map(column).toArray());
  }
}
