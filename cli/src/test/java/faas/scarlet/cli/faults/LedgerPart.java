package faas.scarlet.cli.faults;

import faas.scarlet.embedded.EmbeddedLedger;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/** PostgreSQL behind a relay, because each time it starts it has another port. */
final class LedgerPart implements Part, AutoCloseable {
  private final Path programs;
  private final Path data;
  private final Relay relay;
  private EmbeddedLedger ledger;

  private LedgerPart(Path programs, Path data, EmbeddedLedger ledger) throws IOException {
    this.programs = programs;
    this.data = data;
    this.ledger = ledger;
    relay = new Relay(port(ledger));
  }

  static LedgerPart start(Path programs, Path data) throws IOException {
    return new LedgerPart(programs, data, EmbeddedLedger.start(programs, data));
  }

  @Override
  public String name() {
    return "postgresql";
  }

  @Override
  public void kill() throws IOException, InterruptedException {
    long pid =
        Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
    var server = ProcessHandle.of(pid).orElseThrow();
    var children = server.descendants().toList();
    server.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    server.onExit().join();
    children.forEach(child -> child.onExit().join());
  }

  @Override
  public void restart() throws IOException {
    ledger.close();
    ledger = EmbeddedLedger.start(programs, data);
    relay.to(port(ledger));
  }

  /** Stays the same over restarts. */
  String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:%d/postgres?user=%s".formatted(relay.port(), ledger.user());
  }

  /** What a query of one number gives. */
  long number(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(ledger.jdbcUrl());
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public void close() throws IOException {
    relay.close();
    ledger.close();
  }

  private static int port(EmbeddedLedger ledger) {
    return URI.create(ledger.jdbcUrl().substring("jdbc:".length())).getPort();
  }
}
