package faas.scarlet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.model.Json;
import faas.scarlet.supervisor.testing.AnyEngine;
import faas.scarlet.supervisor.testing.HostImage;
import faas.scarlet.supervisor.testing.RegistryServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(AnyEngine.class)
class UpIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final HttpClient http = HttpClient.newHttpClient();
  @TempDir private static Path cache;
  @TempDir private Path folder;
  private RegistryServer registry;
  private ScarletProcess scarlet;
  private URI api;

  @BeforeEach
  void prepare() throws Exception {
    registry = new RegistryServer();
    String image = HostImage.push(registry);
    Files.createDirectories(folder.resolve("functions"));
    function("copy", image, "cp \"$INPUT_FILE_PATH\" \"$TMP_OUTPUT_DIR\"");
    function("broken", image, "echo no such luck; exit 3");
    function("shout", image, "tr a-z A-Z < $INPUT_FILE_PATH; echo \" $CONT_VAR_by\"");
    Files.writeString(
        folder.resolve("functions/shout.yaml"),
        "  http: {enabled: true}\n",
        StandardOpenOption.APPEND);
    up();
  }

  private void up() throws Exception {
    int port = freePort();
    api = URI.create("http://127.0.0.1:" + port + "/api/");
    scarlet =
        ScarletProcess.start(
            folder.resolve("printed"),
            Map.of(
                "SCARLET_REGISTRY_MIRROR",
                registry.mirror(),
                "XDG_CACHE_HOME",
                cache.toString(),
                "SCARLET_LEASE",
                "5s"),
            "up",
            folder.resolve("functions").toString(),
            "--data=" + folder.resolve("data"),
            "--port=" + port,
            "--store-port=" + freePort());
    await()
        .atMost(PATIENCE)
        .until(() -> scarlet.printed().contains("scarlet: ready") || !scarlet.isAlive());
    assertThat(scarlet.isAlive()).as(scarlet.printed()).isTrue();
  }

  @AfterEach
  void down() throws Exception {
    scarlet.close();
    registry.close();
  }

  @Test
  void aFileThatIsDroppedIntoABucketsFolderIsProcessed() throws Exception {
    drop("copy", "a b.txt", "hello");

    await().atMost(PATIENCE).until(() -> Files.exists(bucket("copy").resolve("out/a b.txt")));

    assertThat(bucket("copy").resolve("out/a b.txt")).hasContent("hello");
  }

  @Test
  void aScriptThatFailsIsTriedAgainThenDeadAndListed() throws Exception {
    drop("broken", "a.txt", "hello");

    await().atMost(PATIENCE).until(() -> invocations("broken", "Dead").size() == 1);

    var attempts = get("invocations/" + id("broken", "Dead")).path("attempts");
    assertThat(attempts).hasSize(2);
    assertThat(attempts.get(1).path("exitCode").asInt()).isEqualTo(3);
    assertThat(attempts.get(1).path("reason").asText()).isEqualTo("ScriptFailed");
    assertThat(attempts.get(1).path("logTail").asText()).contains("no such luck");
  }

  @Test
  void nothingIsLostWhenTheGatewayIsKilledInTheMiddle() throws Exception {
    for (int i = 0; i < 100; i++) {
      drop("copy", i + ".txt", "content of " + i);
    }
    await().atMost(PATIENCE).until(() -> invocations("copy", "Succeeded").size() > 5);

    scarlet.children("gateway.jar").forEach(ProcessHandle::destroyForcibly);

    await().atMost(PATIENCE).until(() -> invocations("copy", "Succeeded").size() == 100);
    for (int i = 0; i < 100; i++) {
      assertThat(bucket("copy").resolve("out/" + i + ".txt")).hasContent("content of " + i);
    }
    assertThat(scarlet.printed()).contains("the gateway ended");
  }

  @Test
  void whatWasDoneIsKnownAfterEverythingWasKilled() throws Exception {
    drop("copy", "a.txt", "hello");
    await().atMost(PATIENCE).until(() -> invocations("copy", "Succeeded").size() == 1);
    String id = id("copy", "Succeeded");

    scarlet.kill();
    up();

    assertThat(id("copy", "Succeeded")).isEqualTo(id);
  }

  @Test
  void theCommandsFindTheScarletThatIsUp() throws Exception {
    Files.createDirectories(folder.resolve("files/deep"));
    Files.writeString(folder.resolve("files/a.txt"), "hello");
    Files.writeString(folder.resolve("files/deep/b ä.txt"), "there");

    assertThat(command("put", "copy", folder.resolve("files").toString(), "--wait"))
        .contains("bucket-copy/in/deep/b ä.txt", "put 2 files", "2 of 2 done, 0 dead");
    assertThat(command("ls")).containsPattern("default/copy +ready +0 +0 +2 ");
    assertThat(command("get", "copy", folder.resolve("got").toString())).contains("got/");
    assertThat(folder.resolve("got")).isDirectoryContaining("glob:**.txt");
    assertThat(command("get", "copy", "--all", folder.resolve("all").toString()))
        .contains("got 2 results of 2 invocations");
    assertThat(folder.resolve("all/bucket-copy/out/b ä.txt")).hasContent("there");
    assertThat(command("invoke", "broken")).contains("default/broken takes no calls");
    assertThat(command("backfill", "copy", "--wait"))
        .contains("2 files, 2 invocations recorded", "2 of 2 done");
    assertThat(Json.MAPPER.readTree(command("runs", "copy", "-o", "json")).path("invocations"))
        .hasSize(4);
    assertThat(command("burst-plan", "-f", folder.resolve("functions/copy.yaml").toString()))
        .contains("default/copy: 4 invocations", "longest wait", "0.0000 USD");
    assertThat(command("put", "broken", folder.resolve("files/a.txt").toString(), "--wait"))
        .contains("1 of 1 done, 1 dead");
    assertThat(command("logs", "broken", "-f"))
        .isEqualTo("no such luck\nscarlet: attempt 2\nno such luck\n");
    assertThat(command("runs", id("broken", "Dead"))).contains("ScriptFailed", "attempt 2");
    assertThat(command("replay", "broken"))
        .contains("1 invocations of default/broken are tried again");
  }

  @Test
  void aFunctionIsCalled() throws Exception {
    Files.writeString(folder.resolve("b.txt"), "hello");

    assertThat(command("invoke", "shout", folder.resolve("b.txt").toString(), "-p", "by=me"))
        .isEqualTo("HELLO me\n");
  }

  @Test
  void ctrlCStopsEverything() throws Exception {
    var children = scarlet.children("").stream().toList();
    assertThat(children).isNotEmpty();

    scarlet.close();

    assertThat(children).noneMatch(ProcessHandle::isAlive);
    assertThat(folder.resolve("data/gateway.url")).doesNotExist();
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    var second =
        ScarletProcess.start(
            folder.resolve("second"),
            Map.of(),
            "up",
            folder.resolve("functions").toString(),
            "--data=" + folder.resolve("other"),
            "--port=" + api.getPort());

    try (second) {
      assertThat(second.end()).isOne();
    }

    assertThat(second.printed())
        .contains("somebody has port " + api.getPort())
        .doesNotContain("\tat ");
  }

  private void function(String name, String image, String script) throws IOException {
    Files.writeString(
        folder.resolve("functions").resolve(name + ".yaml"),
        Functions.manifest(name, image, script));
  }

  private Path bucket(String function) {
    return folder.resolve("data/buckets/bucket-" + function);
  }

  private void drop(String function, String name, String content) throws IOException {
    Path in = Files.createDirectories(bucket(function).resolve("in"));
    Files.writeString(in.resolve(name), content);
  }

  /** What a command prints. */
  private String command(String... arguments) throws Exception {
    var all = new ArrayList<>(List.of(arguments));
    all.add("--data=" + folder.resolve("data"));
    try (var command =
        ScarletProcess.start(
            folder.resolve("command"), Map.of("LC_ALL", "C.UTF-8"), all.toArray(String[]::new))) {
      command.end();
      return command.printed();
    }
  }

  private String id(String function, String state) throws Exception {
    return invocations(function, state).getFirst().path("id").asText();
  }

  private List<JsonNode> invocations(String function, String state) throws Exception {
    try {
      var page = get("invocations?limit=500&function=default/" + function + "&state=" + state);
      return page.path("invocations").valueStream().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(api.resolve(path)).timeout(Duration.ofSeconds(10)).build();
    return Json.MAPPER.readTree(http.send(request, BodyHandlers.ofString()).body());
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
