package faas.scarlet.gateway.testing;

import faas.scarlet.embedded.EmbeddedLedger;
import faas.scarlet.gateway.ledger.Transactions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.postgresql.ds.PGSimpleDataSource;

/** A new database for each test class, in a PostgreSQL that all of a run share. */
public final class TestLedger implements BeforeAllCallback {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final PGSimpleDataSource database = new PGSimpleDataSource();
  private String jdbcUrl = "";

  @Override
  public void beforeAll(ExtensionContext context) throws SQLException {
    var server =
        context
            .getRoot()
            .getStore(Namespace.create(TestLedger.class))
            .getOrComputeIfAbsent(Server.class, _ -> Server.start(), Server.class);
    String name = "test_" + DATABASES.incrementAndGet();
    try (var connection = DriverManager.getConnection(server.ledger().jdbcUrl());
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    jdbcUrl = server.ledger().jdbcUrl().replace("/postgres?", "/" + name + "?");
    database.setUrl(jdbcUrl);
  }

  /** For the gateway's own settings. */
  public String jdbcUrl() {
    return jdbcUrl;
  }

  /** With the gateway's tables in it, all empty. */
  public Transactions transactions() throws SQLException {
    Flyway.configure().dataSource(database).load().migrate();
    execute("TRUNCATE invocation, seen, sweep, schedule, overflow, refused_event CASCADE");
    return new Transactions(database);
  }

  /** Changes what no code of the gateway changes, such as the passing of time. */
  public void execute(String sql) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of what a query gives. */
  public List<String> texts(String sql) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      var texts = new ArrayList<String>();
      while (row.next()) {
        texts.add(row.getString(1));
      }
      return texts;
    }
  }

  /** What a query of one number gives. */
  public long number(String sql) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private record Server(EmbeddedLedger ledger, Path data) implements AutoCloseable {
    static Server start() {
      try {
        var data = Files.createTempDirectory("gateway-ledger");
        return new Server(EmbeddedLedger.start(Path.of("target", "postgres"), data), data);
      } catch (IOException e) {
        throw new AssertionError("no PostgreSQL for the tests", e);
      }
    }

    @Override
    public void close() throws IOException {
      ledger.close();
      try (var files = Files.walk(data)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
