package faas.scarlet.supervisor.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import faas.scarlet.model.storage.StoreAccess;
import faas.scarlet.supervisor.fault.Fault;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store with a certificate that nobody has signed, as many have inside of a cluster. */
class CertificateIT {
  private static final String PASSWORD = "changeit";

  @TempDir Path folder = Path.of("");
  private HttpsServer server;

  @BeforeEach
  void serve() throws Exception {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context()));
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("x-amz-meta-scarlet-depth", "3");
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void itIsRefused() {
    assertThatThrownBy(() -> new S3Store(access(false)).depth("bucket", "key"))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("PKIX");
  }

  @Test
  void itIsTakenFromWhoSaysSo() throws Exception {
    assertThat(new S3Store(access(true)).depth("bucket", "key")).isEqualTo(3);
  }

  private StoreAccess access(boolean anyCertificate) {
    var endpoint = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
    return new StoreAccess("s", endpoint, "us-east-1", true, "key", "secret", anyCertificate);
  }

  private SSLContext context() throws Exception {
    var file = folder.resolve("keys");
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var process =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "s",
                "-dname",
                "CN=elsewhere",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    var keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
