package faas.scarlet.gateway.ledger;

import static java.util.Comparator.comparing;

import faas.scarlet.gateway.Trouble;
import faas.scarlet.gateway.TroubleSource;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts new work into the ledger; the same upload is one invocation, however often it is told. */
@Singleton
public class Intake implements TroubleSource {
  private static final String INSERT =
      """
      WITH told AS MATERIALIZED (
        SELECT * FROM unnest(
          ?::text[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
          ?::text[], ?::text[], ?::text[])
        AS t (function_uid, occasion, id, namespace, name, object_store, bucket, object_key, upload,
              event, event_time)),
      new AS (
        INSERT INTO seen (function_uid, occasion) SELECT function_uid, occasion FROM told
        ON CONFLICT DO NOTHING
        RETURNING function_uid, occasion)
      INSERT INTO invocation
        (id, function_uid, namespace, name, object_store, bucket, object_key, upload, event, event_time)
      SELECT id, function_uid, namespace, name, object_store, bucket, object_key, upload, event,
             event_time
      FROM told JOIN new USING (function_uid, occasion)
      RETURNING id
      """;
  private static final String UNKNOWN =
      """
      SELECT o.position FROM unnest(?::uuid[]) WITH ORDINALITY AS o (occasion, position)
      WHERE NOT EXISTS (
        SELECT 1 FROM seen WHERE seen.function_uid = ? AND seen.occasion = o.occasion)
      """;
  private static final String IGNORE =
      """
      INSERT INTO seen (function_uid, occasion) SELECT ?, unnest(?::uuid[]) ON CONFLICT DO NOTHING
      """;

  private final Transactions transactions;
  private final GroupCommit<List<NewInvocation>, List<NewInvocation>> additions;

  public Intake(Transactions transactions) {
    this.transactions = transactions;
    additions = new GroupCommit<>("intake", this::addAll);
  }

  /**
   * Adds what is not there yet, all or nothing of it; it is durable when this returns.
   *
   * @return what was added, the rest having been there already
   * @throws LedgerException where nothing is known to have been added
   */
  public List<NewInvocation> add(List<NewInvocation> invocations) {
    return invocations.isEmpty() ? List.of() : additions.commit(invocations);
  }

  @Override
  public List<Trouble> troubles() {
    return additions.troubles();
  }

  private List<List<NewInvocation>> addAll(List<List<NewInvocation>> wanted) {
    // In one order everywhere: two transactions that add the same uploads must not wait crosswise.
    var rows = new TreeMap<Key, NewInvocation>();
    wanted.stream()
        .flatMap(List::stream)
        .forEach(n -> rows.putIfAbsent(new Key(n.function().uid(), n.occasion()), n));
    var added = transactions.statement(connection -> insert(connection, rows.values()));
    return wanted.stream()
        .map(invocations -> invocations.stream().filter(n -> added.contains(n.id())).toList())
        .toList();
  }

  /** Those uploads that the function has not taken note of. */
  public Set<ObjectUpload> unknown(String functionUid, List<ObjectUpload> uploads) {
    return transactions.statement(
        connection -> {
          try (var statement = connection.prepareStatement(UNKNOWN)) {
            statement.setArray(1, occasions(connection, uploads));
            statement.setString(2, functionUid);
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

  /** The function takes note of these uploads, and they are no work for it. */
  public void ignore(String functionUid, Collection<ObjectUpload> uploads) {
    var inOrder = uploads.stream().sorted(comparing(ObjectUpload::occasion)).toList();
    transactions.run(
        connection -> {
          try (var statement = connection.prepareStatement(IGNORE)) {
            statement.setString(1, functionUid);
            statement.setArray(2, occasions(connection, inOrder));
            return statement.executeUpdate();
          }
        });
  }

  private static Set<UUID> insert(Connection connection, Collection<NewInvocation> invocations)
      throws SQLException {
    try (var statement = connection.prepareStatement(INSERT)) {
      var columns = new Columns<>(statement, List.copyOf(invocations));
      columns.add("text", n -> n.function().uid());
      columns.add("uuid", NewInvocation::occasion);
      columns.add("uuid", NewInvocation::id);
      columns.add("text", n -> n.function().id().namespace());
      columns.add("text", n -> n.function().id().name());
      columns.add("text", object(ObjectUpload::objectStore));
      columns.add("text", object(ObjectUpload::bucket));
      columns.add("text", object(ObjectUpload::key));
      columns.add("text", object(ObjectUpload::upload));
      columns.add("text", NewInvocation::event);
      columns.add("text", NewInvocation::eventTime);
      var added = new HashSet<UUID>();
      try (var ids = statement.executeQuery()) {
        while (ids.next()) {
          added.add(ids.getObject(1, UUID.class));
        }
      }
      return added;
    }
  }

  private static Function<NewInvocation, @Nullable String> object(
      Function<ObjectUpload, String> column) {
    return row -> row.object().map(column).orElse(null);
  }

  private static Array occasions(Connection connection, List<ObjectUpload> uploads)
      throws SQLException {
    return connection.createArrayOf("uuid", uploads.stream().map(ObjectUpload::occasion).toArray());
  }

  private record Key(String functionUid, UUID occasion) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return comparing(Key::functionUid).thenComparing(Key::occasion).compare(this, other);
    }
  }
}
