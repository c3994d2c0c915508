package faas.scarlet.operator.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An authority that nobody knows, and a certificate that it has signed for 127.0.0.1.
 *
 * @param folder private.key and public.crt, as MinIO wants them
 * @param certificate of the authority, in PEM
 */
record OwnAuthority(Path folder, String certificate) {
  private static final String PASSWORD = "changeit";

  static OwnAuthority make() throws Exception {
    var folder = Files.createTempDirectory("scarlet-authority");
    var keys = folder.resolve("keys");
    keytool(
        keys, "-genkeypair", "-alias", "ca", "-dname", "CN=ca", "-keyalg", "EC", "-ext", "bc:c");
    keytool(keys, "-genkeypair", "-alias", "s", "-dname", "CN=s", "-keyalg", "EC");
    var request = folder.resolve("request");
    var signed = folder.resolve("public.crt");
    var authority = folder.resolve("ca.crt");
    keytool(keys, "-certreq", "-alias", "s", "-file", request.toString());
    keytool(
        keys,
        "-gencert",
        "-rfc",
        "-alias",
        "ca",
        "-ext",
        "san=ip:127.0.0.1",
        "-infile",
        request.toString(),
        "-outfile",
        signed.toString());
    keytool(keys, "-exportcert", "-rfc", "-alias", "ca", "-file", authority.toString());
    Files.writeString(folder.resolve("private.key"), privateKey(keys));
    return new OwnAuthority(folder, Files.readString(authority));
  }

  private static String privateKey(Path keys) throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD.toCharArray());
    }
    Key key = store.getKey("s", PASSWORD.toCharArray());
    var base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN PRIVATE KEY-----\n"
        + base64.encodeToString(key.getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  private static void keytool(Path keys, String... arguments) throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", keys.toString(), "-storepass", PASSWORD));
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(String.join(" ", arguments)).isZero();
  }
}
