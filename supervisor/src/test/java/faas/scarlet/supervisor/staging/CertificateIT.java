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
import java.util.ArrayList;
import java.util.List;
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

  @Test
  void itIsTakenWhereItsAuthorityIsKnown() throws Exception {
    var known = access(false).signedBy(Files.readString(folder.resolve("pem")));

    assertThat(new S3Store(known).depth("bucket", "key")).isEqualTo(3);
  }

  private StoreAccess access(boolean anyCertificate) {
    var endpoint = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
    return new StoreAccess("s", endpoint, "us-east-1", true, "key", "secret", anyCertificate, null);
  }

  private SSLContext context() throws Exception {
    var file = folder.resolve("keys");
    keytool(file, "-genkeypair", "-keyalg", "EC", "-dname", "CN=s", "-ext", "san=ip:127.0.0.1");
    keytool(file, "-exportcert", "-rfc", "-file", folder.resolve("pem").toString());
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

  private static void keytool(Path file, String... arguments) throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-alias", "s", "-keystore", file.toString(), "-storepass", PASSWORD));
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }
}
