package faas.scarlet.gateway;

import static faas.scarlet.gateway.testing.GatewayProcess.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import faas.scarlet.embedded.EmbeddedStore;
import faas.scarlet.gateway.store.S3Store;
import faas.scarlet.gateway.testing.FakeSupervisor;
import faas.scarlet.gateway.testing.GatewayProcess;
import faas.scarlet.gateway.testing.Gateways;
import faas.scarlet.gateway.testing.TestLedger;
import faas.scarlet.model.event.Events;
import faas.scarlet.model.event.ObjectCreated;
import faas.scarlet.model.storage.KnownStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Objects that nobody told the gateway about, and a token that keeps strangers out. */
class SweepIT {
  private static final String TOKEN = "a-token-for-tests";

  @RegisterExtension static final TestLedger LEDGER = new TestLedger();
  @TempDir Path folder;

  @Test
  void whatIsInTheBucketIsProcessedWithoutAnyNotification() throws Exception {
    Gateways.function(folder, "copy", "");
    try (var store = EmbeddedStore.start(folder.resolve("buckets"), 0, "key", "secret", _ -> {});
        var supervisor = FakeSupervisor.start()) {
      var settings = Gateways.local(folder, LEDGER.jdbcUrl(), supervisor.url(), store.access());
      settings.put("scarlet.store.create-buckets", "true");
      settings.put("scarlet.token", TOKEN);
      try (var gateway = GatewayProcess.start(folder, settings);
          var s3 = new S3Store(KnownStore.everywhere(store.access()))) {
        var input = folder.resolve("buckets/copy-in");
        await().atMost(PATIENCE).until(() -> Files.isDirectory(input));
        Files.writeString(Files.createDirectories(input.resolve("ä b")).resolve("ö+x.png"), "1");
        Files.writeString(input.resolve("not-a-picture.txt"), "1");

        await().atMost(PATIENCE).until(() -> !supervisor.executions().isEmpty());

        var event =
            (ObjectCreated)
                Events.parse(supervisor.executions().getFirst().request().event()).getFirst();
        assertThat(event.key()).isEqualTo("ä b/ö+x.png");
        assertThat(s3.find("copy-in", event.key()))
            .hasValueSatisfying(found -> assertThat(event.upload()).contains(found.upload()));
        assertThat(Files.isDirectory(folder.resolve("buckets/copy-out"))).isTrue();
        assertThat(LEDGER.number("SELECT count(*) FROM invocation")).isEqualTo(1);
        assertThat(gateway.get("/api/functions").statusCode()).isEqualTo(401);
        assertThat(gateway.post("/events", "{}", "Authorization", "Bearer x").statusCode())
            .isEqualTo(401);
        assertThat(gateway.get("/api/functions", "Authorization", "Bearer " + TOKEN).statusCode())
            .isEqualTo(200);
        assertThat(gateway.log()).doesNotContain(TOKEN);
      }
    }
  }
}
