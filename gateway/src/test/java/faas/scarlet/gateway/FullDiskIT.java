package faas.scarlet.gateway;

import static faas.scarlet.gateway.testing.GatewayProcess.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import faas.scarlet.embedded.EmbeddedLedger;
import faas.scarlet.gateway.testing.FakeSupervisor;
import faas.scarlet.gateway.testing.GatewayProcess;
import faas.scarlet.gateway.testing.Gateways;
import faas.scarlet.gateway.testing.Notifications;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL on a disk of its own, where the test may mount one, that somebody else fills. */
class FullDiskIT {
  private static final int MEGABYTE = 1 << 20;
  private static final String REMEDY = "see that PostgreSQL runs and its disk has room";
  private static final String LONG = "x".repeat(900);

  @TempDir Path folder;
  private Path disk;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    mounted = run("mount", "-t", "tmpfs", "-o", "size=160m", "tmpfs", disk.toString());
    assumeTrue(mounted, "SKIPPED: only root may mount a small disk");
  }

  @AfterEach
  void unmount() throws Exception {
    assertThat(!mounted || run("umount", "-l", disk.toString())).isTrue();
  }

  @Test
  void whatWasAcknowledgedIsKeptAndTheOperatorIsToldUntilThereIsRoomAgain() throws Exception {
    Gateways.function(folder, "copy", "suspended: true");
    try (var ledger = EmbeddedLedger.start(Path.of("target", "postgres"), disk.resolve("ledger"));
        var supervisor = FakeSupervisor.start();
        var gateway =
            GatewayProcess.start(
                folder,
                Gateways.local(folder, ledger.jdbcUrl(), supervisor.url(), Gateways.noStore()))) {
      var acknowledged = new TreeSet<String>();
      int number = 0;
      fill(disk.resolve("of-somebody-else"));

      HttpResponse<String> answer;
      do {
        String key = LONG + number + ".png";
        answer = gateway.post("/events", Notifications.put("copy-in", key, 1_000 + number++));
        if (answer.statusCode() == 200) {
          acknowledged.add(key);
        }
        assertThat(number).as("events until the disk is full").isLessThan(20_000);
      } while (answer.statusCode() == 200);

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(gateway.log().lines().filter(line -> line.contains("ledger away work=intake")))
          .singleElement()
          .asString()
          .contains("No space left on device")
          .contains("its disk has room");
      assertThat(gateway.json("/api/functions").path("troubles").findValuesAsText("remedy"))
          .as("what the page shows")
          .contains(REMEDY);

      Files.delete(disk.resolve("of-somebody-else"));
      var again = Notifications.put("copy-in", "again.png", 1_000);
      await().atMost(PATIENCE).until(() -> gateway.post("/events", again).statusCode() == 200);
      acknowledged.add("again.png");

      assertThat(keys(ledger)).containsAll(acknowledged);
      assertThat(gateway.log()).contains("ledger is back work=intake");
      assertThat(gateway.json("/api/functions").path("troubles").findValuesAsText("remedy"))
          .doesNotContain(REMEDY);
    }
  }

  /** Until the disk has no room for one more byte. */
  private static void fill(Path file) throws IOException {
    try (var out = Files.newOutputStream(file)) {
      for (int size = MEGABYTE; size > 0; ) {
        try {
          out.write(new byte[size]);
        } catch (IOException e) {
          size /= 2;
        }
      }
    }
  }

  private static Set<String> keys(EmbeddedLedger ledger) throws SQLException {
    var keys = new TreeSet<String>();
    try (var connection = DriverManager.getConnection(ledger.jdbcUrl());
        var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT object_key FROM invocation")) {
      while (row.next()) {
        keys.add(row.getString(1));
      }
    }
    return keys;
  }

  private static boolean run(String... command) throws Exception {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
  }
}
