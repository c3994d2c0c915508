package faas.scarlet.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedLedgerIT {
  @TempDir private Path folder;

  @Test
  void whatWasCommittedIsThereAfterTheServerWasKilled() throws Exception {
    var killed = start();
    execute(killed, "create table t (n int)");
    execute(killed, "insert into t values (7)");
    long pid = Long.parseLong(Files.readAllLines(folder.resolve("data/postmaster.pid")).getFirst());
    var postmaster = ProcessHandle.of(pid).orElseThrow();

    postmaster.destroyForcibly();
    postmaster.onExit().join();

    try (var ledger = start();
        var connection = connect(ledger);
        var rows = connection.createStatement().executeQuery("select n from t")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isEqualTo(7);
    }
  }

  @Test
  void aServerWhoseStarterWasKilledIsReplaced() throws Exception {
    var orphan = start();
    execute(orphan, "create table t (n int)");

    try (var ledger = start()) {
      execute(ledger, "insert into t values (7)");
    }
  }

  private EmbeddedLedger start() throws Exception {
    return EmbeddedLedger.start(folder.resolve("programs"), folder.resolve("data"));
  }

  private static void execute(EmbeddedLedger ledger, String sql) throws SQLException {
    try (var connection = connect(ledger);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect(EmbeddedLedger ledger) throws SQLException {
    return DriverManager.getConnection(ledger.jdbcUrl());
  }
}
