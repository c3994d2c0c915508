package faas.scarlet.supervisor.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.fault.Fault;
import faas.scarlet.supervisor.testing.Layer;
import faas.scarlet.supervisor.testing.RegistryServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Registries that want to know who asks, and registries with a certificate of their own. */
class RegistryLoginIT {
  private static final byte[] LAYER = new Layer().file("hello", "private").gzip();

  @TempDir Path folder = Path.of("");

  @Test
  void aPasswordIsShownWhereItIsWanted() throws Exception {
    try (var registry = new RegistryServer()) {
      String tag = registry.push("test/a", "1", List.of(LAYER));
      registry.wantPassword();

      assertThat(cache(registry, login(registry)).get(tag).root().resolve("hello")).exists();
    }
  }

  @Test
  void aTokenIsGivenForAPasswordAndForAnIdentityToken() throws Exception {
    try (var registry = new RegistryServer()) {
      registry.wantTokenForLogin();
      String one = registry.push("test/one", "1", List.of(LAYER));
      String two = registry.push("test/two", "1", List.of(LAYER));
      String identity =
          "{\"auths\":{\"%s\":{\"identitytoken\":\"%s\"}}}"
              .formatted(registry.address().getAuthority(), RegistryServer.PASSWORD);

      assertThat(cache(registry, login(registry)).get(one).root().resolve("hello")).exists();
      assertThat(cache(registry, identity).get(two).root().resolve("hello")).exists();
      assertThat(registry.requests()).contains("token GET", "token POST");
    }
  }

  @Test
  void aTokenThatExpiresIsReplaced() throws Exception {
    try (var registry = new RegistryServer()) {
      registry.wantTokenForLogin();
      String one = registry.push("test/a", "1", List.of(LAYER));
      var cache = cache(registry, login(registry));
      cache.get(one).close();
      registry.expireTokens();
      String two = registry.push("test/a", "2", List.of(new Layer().file("x", "2").gzip()));

      assertThat(cache.get(two).root().resolve("x")).exists();
    }
  }

  @Test
  void aRefusalSaysWhatToDoAndNothingSecret() throws Exception {
    try (var registry = new RegistryServer()) {
      String tag = registry.push("test/a", "1", List.of(LAYER));
      registry.wantTokenForLogin();
      String wrong = login(registry, "wrong-secret");
      String helper = "{\"credsStore\":\"desktop\",\"auths\":{}}";

      assertRefused(cache(registry, wrong), tag, "was refused");
      assertRefused(cache(registry, helper), tag, "credential helper");
      assertRefused(cache(registry, "{}"), tag, "no login for");
      assertRefused(cache(registry, "not json " + RegistryServer.PASSWORD), tag, "no JSON");
    }
  }

  @Test
  void anAuthorityOfOnesOwnIsTrustedWhenItIsNamed() throws Exception {
    var certificate = certificate();
    try (var registry = new RegistryServer(tls(certificate))) {
      String tag = registry.push("test/a", "1", List.of(LAYER));
      var pem = folder.resolve("ca.pem");
      keytool("-exportcert", "-rfc", "-alias", "r", "-file", pem.toString());

      assertThat(cache(registry, List.of(), Optional.of(pem)).get(tag).root().resolve("hello"))
          .exists();
      assertThatThrownBy(() -> cache(registry, List.of(), Optional.empty()).get(tag + "x"))
          .hasMessageContaining("SSLHandshakeException");
    }
  }

  private static void assertRefused(ImageCache cache, String tag, String message) {
    assertThatThrownBy(() -> cache.get(tag))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.reason()).isEqualTo(Reason.IMAGE_UNAUTHORIZED))
        .hasMessageContaining(message)
        .hasMessageNotContainingAny(RegistryServer.PASSWORD, "wrong-secret");
  }

  private static String login(RegistryServer registry) {
    return login(registry, RegistryServer.PASSWORD);
  }

  private static String login(RegistryServer registry, String password) {
    String pair = RegistryServer.USER + ":" + password;
    String auth = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    return "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}"
        .formatted(registry.address().getAuthority(), auth);
  }

  private ImageCache cache(RegistryServer registry, String config) throws IOException {
    var file = Files.writeString(Files.createTempFile(folder, "config", ".json"), config);
    return cache(registry, List.of(file), Optional.empty());
  }

  private ImageCache cache(RegistryServer registry, List<Path> logins, Optional<Path> authorities)
      throws IOException {
    return new ImageCache(
        new CacheSettings(
            Files.createTempDirectory(folder, "cache"),
            Mirrors.parse(registry.mirror()),
            logins,
            authorities,
            Proxies.NONE,
            Long.MAX_VALUE,
            ImageLimits.USUAL),
        PullProgress.NONE);
  }

  private Path certificate() throws Exception {
    keytool(
        "-genkeypair",
        "-alias",
        "r",
        "-keyalg",
        "EC",
        "-dname",
        "CN=registry",
        "-ext",
        "san=ip:127.0.0.1");
    return folder.resolve("keys.p12");
  }

  private void keytool(String... arguments) throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-keystore", folder.resolve("keys.p12").toString(), "-storepass", "changeit"));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
  }

  private static HttpsServer tls(Path keys) throws Exception {
    var store = KeyStore.getInstance(keys.toFile(), "changeit".toCharArray());
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, "changeit".toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return server;
  }
}
