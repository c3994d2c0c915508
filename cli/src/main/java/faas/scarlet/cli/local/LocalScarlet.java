package faas.scarlet.cli.local;

import faas.scarlet.embedded.EmbeddedLedger;
import faas.scarlet.embedded.EmbeddedStore;
import faas.scarlet.embedded.Webhook;
import faas.scarlet.model.Json;
import faas.scarlet.model.storage.StoreAccess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Brings up everything that a cluster would give: the ledger, the object store, the supervisor, the
 * gateway. Each is what runs on a cluster too, or speaks its protocol, so the gateway cannot tell.
 */
public final class LocalScarlet implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ACCESS_KEY = "scarlet";
  private static final String SECRET_KEY = "scarlet-secret";
  // Each is a LIST of all inputs, which some stores charge for.
  private static final String EXTERNAL_SWEEP = "10s";

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final LocalSettings settings;
  private final LocalHome home;
  private final URI gateway;
  private final URI supervisor;
  private final StoreAccess store;

  private LocalScarlet(LocalSettings settings) throws IOException {
    FreePort.require(settings.port(), "--port");
    this.settings = settings;
    this.home = settings.home();
    this.gateway = URI.create("http://127.0.0.1:" + settings.port());
    this.supervisor = URI.create("http://127.0.0.1:" + FreePort.any());
    this.store = startStore();
  }

  /**
   * Returns when everything is ready.
   *
   * @throws IOException where a part does not start; what had started is stopped again
   */
  public static LocalScarlet start(LocalSettings settings)
      throws IOException, InterruptedException {
    var scarlet = new LocalScarlet(settings);
    try {
      scarlet.bringUp();
      return scarlet;
    } catch (IOException | InterruptedException | RuntimeException e) {
      scarlet.close();
      throw e;
    }
  }

  private void bringUp() throws IOException, InterruptedException {
    Path stores = home.secret("stores.json", Json.write(List.of(store)));
    var supervising = keep(startSupervisor(stores));
    var ledger = keep(EmbeddedLedger.start(settings.programs(), home.ledger()));
    var receiving = keep(startGateway(stores, ledger));
    ready("supervisor", supervisor.resolve("/healthz"), supervising);
    ready("gateway", gateway.resolve("/q/health/ready"), receiving);
    Files.writeString(home.gatewayFile(), gateway + "\n");
    parts.push(() -> Files.deleteIfExists(home.gatewayFile()));
  }

  private StoreAccess startStore() throws IOException {
    if (settings.externalStore().isPresent()) {
      keep(DroppedFiles.watch(home.buckets(), this::refuse));
      return settings.externalStore().get();
    }
    FreePort.require(settings.storePort(), "--store-port");
    var webhook = new Webhook(gateway.resolve("/events"));
    return keep(EmbeddedStore.start(
            home.buckets(), settings.storePort(), ACCESS_KEY, SECRET_KEY, webhook))
        .access();
  }

  private void refuse(Path dropped) {
    System.err.printf(
        "scarlet: %s is not taken: the buckets are those of %s; give it to a function by: scarlet"
            + " put FUNCTION %s%n",
        dropped, store.endpoint(), dropped);
  }

  private Daemon startSupervisor(Path stores) throws IOException {
    var program =
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "faas.scarlet.cli.Scarlet",
            "serve",
            "--until-stdin-ends");
    var environment =
        Map.of(
            "SCARLET_HOST", "127.0.0.1",
            "PORT", Integer.toString(supervisor.getPort()),
            "SCARLET_STORES_FILE", stores.toString(),
            "SCARLET_REGISTRY_MIRROR", settings.registryMirror());
    return Daemon.java("supervisor", program, environment, home.log("supervisor"));
  }

  private Daemon startGateway(Path stores, EmbeddedLedger ledger) throws IOException {
    var program =
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            // the classes it has loaded, kept for the next start when it ends
            "-XX:+AutoCreateSharedArchive",
            "-XX:SharedArchiveFile=" + settings.programs().resolveSibling("gateway.jsa"),
            "-Xlog:cds=off",
            "-jar",
            settings.gatewayJar().toString());
    var environment =
        Map.ofEntries(
            Map.entry("SCARLET_CATALOGUE_KIND", "folder"),
            Map.entry("SCARLET_CATALOGUE_FOLDER", settings.manifests().toString()),
            Map.entry("SCARLET_TARGET_KIND", "local"),
            Map.entry("SCARLET_TARGET_LOCAL_URL", supervisor.toString()),
            Map.entry("SCARLET_STORES_FILE", stores.toString()),
            Map.entry("SCARLET_STORE_CREATE_BUCKETS", "true"),
            Map.entry(
                "SCARLET_SWEEP_INTERVAL",
                settings.externalStore().isPresent() ? EXTERNAL_SWEEP : "1s"),
            Map.entry("SCARLET_EXIT_WITH_STDIN", "true"),
            Map.entry("QUARKUS_HTTP_HOST", "127.0.0.1"),
            Map.entry("QUARKUS_HTTP_PORT", Integer.toString(gateway.getPort())),
            Map.entry("QUARKUS_DATASOURCE_JDBC_URL", ledger.jdbcUrl()),
            Map.entry("QUARKUS_DATASOURCE_USERNAME", ledger.user()));
    return Daemon.java("gateway", program, environment, home.log("gateway"));
  }

  private <T extends AutoCloseable> T keep(T part) {
    parts.push(part);
    return part;
  }

  private void ready(String name, URI health, Daemon daemon)
      throws IOException, InterruptedException {
    if (!Readiness.await(health, PATIENCE, daemon::isAlive)) {
      throw new IOException(
          "the %s did not become ready within %d s; see %s"
              .formatted(name, PATIENCE.toSeconds(), home.log(name)));
    }
  }

  /** Where the API is. */
  public URI gateway() {
    return gateway;
  }

  /** How to reach the object store. */
  public StoreAccess store() {
    return store;
  }

  /** Whether somebody else runs the object store. */
  public boolean hasExternalStore() {
    return settings.externalStore().isPresent();
  }

  /** Stops the parts, last started first, so that none misses another. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        System.err.println("scarlet: while stopping: " + e.getMessage());
      }
    }
  }
}
