package faas.scarlet.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedLedgerIT {
  @TempDir private Path folder;

  @Test
  void whatWasCommittedIsThereAfterStarterAndServerWereKilled() throws Exception {
    startInAnotherProcessAndKillIt();
    var server = server();
    server.destroyForcibly();
    server.onExit().get(10, TimeUnit.SECONDS);

    assertCommittedRowIsThere();
  }

  @Test
  void aServerWhoseStarterWasKilledIsReplaced() throws Exception {
    startInAnotherProcessAndKillIt();

    assertCommittedRowIsThere();
  }

  private void assertCommittedRowIsThere() throws Exception {
    try (var ledger = start(folder);
        var connection = DriverManager.getConnection(ledger.jdbcUrl());
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select n from t")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isEqualTo(7);
    }
  }

  private void startInAnotherProcessAndKillIt() throws Exception {
    var starter =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Starter.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var output = starter.inputReader()) {
      assertThat(output.lines().anyMatch("committed"::equals)).isTrue();
    } finally {
      starter.destroyForcibly().waitFor();
    }
  }

  private ProcessHandle server() throws Exception {
    long pid = Long.parseLong(Files.readAllLines(folder.resolve("data/postmaster.pid")).getFirst());
    return ProcessHandle.of(pid).orElseThrow();
  }

  private static EmbeddedLedger start(Path folder) throws Exception {
    return EmbeddedLedger.start(folder.resolve("programs"), folder.resolve("data"));
  }

  /** Starts a ledger, commits a row, says so, and waits to be killed. */
  static final class Starter {
    private Starter() {}

    public static void main(String[] args) throws Exception {
      var ledger = start(Path.of(args[0]));
      try (var connection = DriverManager.getConnection(ledger.jdbcUrl());
          var statement = connection.createStatement()) {
        statement.execute("create table t as select 7 as n");
      }
      System.out.println("committed");
      new CountDownLatch(1).await();
    }
  }
}
