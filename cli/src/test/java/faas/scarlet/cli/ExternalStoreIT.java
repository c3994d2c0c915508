package faas.scarlet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import faas.scarlet.embedded.EmbeddedStore;
import faas.scarlet.supervisor.testing.AnyEngine;
import faas.scarlet.supervisor.testing.HostImage;
import faas.scarlet.supervisor.testing.RegistryServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code scarlet up} with the buckets of a store that it does not run. */
@ExtendWith(AnyEngine.class)
class ExternalStoreIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String SECRET = "not-to-be-printed";

  @TempDir private Path folder;

  @Test
  void filesOfItsBucketsAreProcessedAndThoseOfTheFolderAreRefused() throws Exception {
    try (var registry = new RegistryServer();
        var store = EmbeddedStore.start(folder.resolve("elsewhere"), 0, "key", SECRET, _ -> {})) {
      Files.writeString(
          Files.createDirectory(folder.resolve("functions")).resolve("copy.yaml"),
          """
          apiVersion: scarlet.faas/v1alpha1
          kind: ScarFunction
          metadata: {name: copy}
          spec:
            image: %s
            script: cp "$INPUT_FILE_PATH" "$TMP_OUTPUT_DIR"
            input: [{path: texts/in}]
            output: [{path: texts/out}]
          """
              .formatted(HostImage.push(registry)));
      var environment =
          Map.of(
              "SCARLET_REGISTRY_MIRROR",
              registry.mirror(),
              "AWS_ACCESS_KEY_ID",
              "key",
              "AWS_SECRET_ACCESS_KEY",
              SECRET,
              "XDG_CACHE_HOME",
              folder.resolve("cache").toString());
      var text = Files.writeString(folder.resolve("a.txt"), "hello");
      var endpoint = store.access().endpoint();
      try (var scarlet = up(environment, "--s3-endpoint=" + endpoint, "--try=" + text)) {
        await()
            .atMost(PATIENCE)
            .until(() -> scarlet.printed().contains("s3://texts/out/a.txt") || !scarlet.isAlive());
        assertThat(scarlet.printed()).contains("S3        " + endpoint).doesNotContain(SECRET);
        assertThat(folder.resolve("elsewhere/texts/out/a.txt")).hasContent("hello");

        var dropped =
            Files.createDirectories(folder.resolve("data/buckets/texts/in")).resolve("b.txt");
        Files.writeString(dropped, "hello");

        await().atMost(PATIENCE).until(() -> scarlet.printed().contains(dropped + " is not taken"));
        assertThat(scarlet.printed()).contains("scarlet put FUNCTION " + dropped);
      }
    }
  }

  @Test
  void keysThatAreMissingAreNamed() throws Exception {
    Files.createDirectory(folder.resolve("functions"));
    var environment = Map.of("AWS_ACCESS_KEY_ID", "", "AWS_SECRET_ACCESS_KEY", "");
    try (var scarlet = up(environment, "--s3-endpoint=http://127.0.0.1:1")) {
      assertThat(scarlet.end()).isEqualTo(1);
      assertThat(scarlet.printed()).contains("needs the environment variable AWS_ACCESS_KEY_ID");
    }
  }

  private ScarletProcess up(Map<String, String> environment, String... more) throws IOException {
    var arguments = new ArrayList<String>();
    arguments.add("up");
    arguments.add(folder.resolve("functions").toString());
    arguments.add("--data=" + folder.resolve("data"));
    arguments.add("--port=" + freePort());
    arguments.addAll(List.of(more));
    return ScarletProcess.start(
        folder.resolve("printed"), environment, arguments.toArray(String[]::new));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
