package faas.scarlet.gateway;

import static faas.scarlet.gateway.testing.GatewayProcess.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import faas.scarlet.gateway.testing.FakeSupervisor;
import faas.scarlet.gateway.testing.GatewayProcess;
import faas.scarlet.gateway.testing.Gateways;
import faas.scarlet.gateway.testing.Notifications;
import faas.scarlet.gateway.testing.TestLedger;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Stores that show a certificate (mTLS), and others. */
class ClientCertificateIT {
  private static final String PASSWORD = "for-tests-only";

  @RegisterExtension static final TestLedger LEDGER = new TestLedger();
  @TempDir Path folder;

  @Test
  void onlyWhoShowsATrustedCertificateMaySendNotifications() throws Exception {
    var own = pair("gateway");
    var trusted = pair("store");
    var stranger = pair("stranger");
    int port = GatewayProcess.freePort();
    Gateways.function(folder, "copy", "");
    try (var supervisor = FakeSupervisor.start()) {
      var settings = Gateways.local(folder, LEDGER.jdbcUrl(), supervisor.url(), Gateways.noStore());
      settings.put("scarlet.events.client-certificate", "true");
      settings.put("quarkus.http.ssl-port", String.valueOf(port));
      settings.put("quarkus.tls.key-store.p12.path", own.toString());
      settings.put("quarkus.tls.key-store.p12.password", PASSWORD);
      settings.put("quarkus.tls.trust-store.p12.path", trust(trusted).toString());
      settings.put("quarkus.tls.trust-store.p12.password", PASSWORD);
      try (var gateway = GatewayProcess.start(folder, settings)) {
        String event = Notifications.put("copy-in", "x.png", 1_000);

        // It is ready when its plain port is, which opens first.
        await().atMost(PATIENCE).ignoreExceptions().until(() -> opens(port));
        assertThat(gateway.post("/events", event).statusCode()).as("without TLS").isEqualTo(401);
        assertThat(post(port, own, List.of(), event)).as("without certificate").isEqualTo(401);
        assertThatThrownBy(() -> post(port, own, List.of(stranger), event))
            .as("with a certificate that nobody vouches for")
            .isInstanceOf(IOException.class);
        assertThat(post(port, own, List.of(trusted), event)).isEqualTo(200);
        assertThat(LEDGER.number("SELECT count(*) FROM invocation")).isEqualTo(1);
      }
    }
  }

  private static boolean opens(int port) throws IOException {
    try (var socket = new Socket("localhost", port)) {
      return socket.isConnected();
    }
  }

  private static int post(int port, Path server, List<Path> shown, String event) throws Exception {
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(certificateOf(server));
    var keys = new ArrayList<KeyManager>();
    for (Path pair : shown) {
      var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(read(pair), PASSWORD.toCharArray());
      keys.addAll(List.of(factory.getKeyManagers()));
    }
    var tls = SSLContext.getInstance("TLS");
    tls.init(keys.toArray(KeyManager[]::new), trust.getTrustManagers(), null);
    try (var http = HttpClient.newBuilder().sslContext(tls).build()) {
      var request =
          HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/events"))
              .timeout(PATIENCE)
              .POST(BodyPublishers.ofString(event))
              .build();
      return http.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  /** A new key with a certificate that it has signed itself. */
  private Path pair(String name) throws Exception {
    var file = folder.resolve(name + ".p12");
    keytool(
        "-genkeypair",
        "-keystore",
        file.toString(),
        "-alias",
        name,
        "-keyalg",
        "EC",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=dns:localhost");
    return file;
  }

  private Path trust(Path pair) throws Exception {
    var file = folder.resolve("trust.p12");
    try (var out = Files.newOutputStream(file)) {
      certificateOf(pair).store(out, PASSWORD.toCharArray());
    }
    return file;
  }

  private static KeyStore certificateOf(Path pair) throws Exception {
    var from = read(pair);
    var certificate = KeyStore.getInstance("PKCS12");
    certificate.load(null, null);
    String alias = from.aliases().nextElement();
    certificate.setCertificateEntry(alias, from.getCertificate(alias));
    return certificate;
  }

  private static KeyStore read(Path file) throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private static void keytool(String... arguments) throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    var process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }
}
