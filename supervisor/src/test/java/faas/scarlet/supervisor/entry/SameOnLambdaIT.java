package faas.scarlet.supervisor.entry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.scarlet.embedded.EmbeddedStore;
import faas.scarlet.model.Json;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.outcome.DelegatedAttempt;
import faas.scarlet.supervisor.Supervisor;
import faas.scarlet.supervisor.disk.Tree;
import faas.scarlet.supervisor.image.Digest;
import faas.scarlet.supervisor.lambda.Emulator;
import faas.scarlet.supervisor.lambda.Invoker;
import faas.scarlet.supervisor.lambda.RuntimeApi;
import faas.scarlet.supervisor.lambda.Sandbox;
import faas.scarlet.supervisor.run.ScriptLog;
import faas.scarlet.supervisor.staging.ObjectStores;
import faas.scarlet.supervisor.testing.AnyEngine;
import faas.scarlet.supervisor.testing.Functions;
import faas.scarlet.supervisor.testing.HostImage;
import faas.scarlet.supervisor.testing.RegistryServer;
import faas.scarlet.supervisor.testing.RuntimeApiServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * One corpus of functions and events, on a cluster (the HTTP entry) and on Lambda: results, logs,
 * reasons and answers are the same, byte for byte. Only times and the engine's name may differ.
 */
@ExtendWith(AnyEngine.class)
class SameOnLambdaIT {
  /** Keys as sandboxes of the lab have them, so that one store serves all. */
  private static final String KEY = "ASIATESTDOUBLE";

  private static final String SECRET = "x";

  @TempDir Path folder = Path.of("");
  private final RegistryServer registry = new RegistryServer();
  private final HttpClient client = HttpClient.newHttpClient();
  private EmbeddedStore store;
  private String image = "";
  private int compared;

  SameOnLambdaIT() throws IOException {}

  @BeforeEach
  void start() throws IOException {
    image = HostImage.push(registry);
    for (String name : List.of("a.txt", "b+c d.txt", "ü.txt")) {
      var file = bucket(LambdaPlace.IN).resolve("in").resolve(name);
      Files.createDirectories(file.resolveSibling(""));
      Files.writeString(file, "content of " + name);
    }
    Files.createDirectories(bucket(LambdaPlace.OUT));
    store = EmbeddedStore.start(folder.resolve("s3"), 0, KEY, SECRET, o -> {});
  }

  @AfterEach
  void stop() throws IOException {
    store.close();
    registry.close();
  }

  @Test
  void onAnApiOfOurs() throws Exception {
    compareAll(new OwnApi());
  }

  @Test
  @Tag("lab")
  void onTheEmulatorOfAws() throws Exception {
    String home = System.getenv("SCARLET_LAB_HOME");
    var program = Path.of(String.valueOf(home), "bin", "aws-lambda-rie");
    assumeTrue(
        Files.isExecutable(program),
        "SKIPPED: no emulator; eval \"$(lab env)\" names the lab's home, which has it");
    compareAll(new Emulator(program, folder));
  }

  @Test
  @Tag("lab")
  void inASandboxLikeThoseOfAws() throws Exception {
    String endpoint = System.getenv("LAB_AWS_ENDPOINT");
    String supervisor = System.getenv("SCARLET_LAMBDA_IMAGE");
    assumeTrue(
        endpoint != null && supervisor != null,
        "SKIPPED: no sandboxes; eval \"$(lab env)\", and name the supervisor's image in the lab's registry as SCARLET_LAMBDA_IMAGE");
    compareAll(new Sandbox(URI.create(endpoint), supervisor));
  }

  private void compareAll(Invoker lambda) throws Exception {
    try (lambda) {
      var softly = new SoftAssertions();
      for (var function : CorpusFunction.all()) {
        compare(function, lambda, softly);
      }
      softly.assertAll();
    }
    assertThat(compared).isGreaterThanOrEqualTo(40);
  }

  private void compare(CorpusFunction corpus, Invoker lambda, SoftAssertions softly)
      throws Exception {
    var lines = corpus.lines().toArray(String[]::new);
    var function =
        corpus.script().isEmpty()
            ? Functions.of(image, lines)
            : Functions.script(image, "#!/bin/sh\n" + corpus.script(), lines);
    lambda.deploy(variables(function));
    try (var cluster = cluster(function)) {
      int number = 0;
      for (var event : corpus.events().entrySet()) {
        String name = corpus.name() + ", " + event.getKey();
        String id = "attempt-" + number++;
        Map<String, String> there = new TreeMap<>();
        Map<String, String> here = new TreeMap<>();
        asked(cluster, id, event.getValue(), here);
        var ofCluster = published();
        delegated(lambda, id, event.getValue(), there);
        softly.assertThat(there).as(name + ": an attempt").isEqualTo(here);
        softly.assertThat(published()).as(name + ": its results").isEqualTo(ofCluster);
        var answer = Json.MAPPER.readTree(lambda.invoke(event.getValue()));
        softly
            .assertThat(answer.has("state") ? answer.path("outputs").toString() : direct(answer))
            .as(name + ": a call")
            .isEqualTo(
                answer.has("state") ? here.get("outputs") : called(cluster, event.getValue()));
        softly.assertThat(published()).as(name + ": results of a call").isEqualTo(ofCluster);
        compared++;
      }
    }
  }

  private SupervisorServer cluster(Function function) throws Exception {
    var settings =
        new Environment(
                Map.of(
                    "SCARLET_TARGET", "cluster",
                    "SCARLET_CACHE", folder.resolve("cluster-cache").toString(),
                    "SCARLET_WORK", folder.resolve("cluster-work").toString(),
                    "SCARLET_REGISTRY_MIRROR", registry.mirror()))
            .settings(
                ObjectStores.s3(List.of(store.access())),
                ScriptLog.plain(new PrintStream(PrintStream.nullOutputStream())),
                new LoggedProgress());
    return SupervisorServer.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        Supervisor.open(settings),
        Optional.of(function),
        1);
  }

  private Map<String, String> variables(Function function) {
    return Map.of(
        "AWS_ENDPOINT_URL_S3",
        store.access().endpoint().toString(),
        "AWS_ACCESS_KEY_ID",
        KEY,
        "AWS_SECRET_ACCESS_KEY",
        SECRET,
        "AWS_SESSION_TOKEN",
        "t",
        "AWS_REGION",
        "us-east-1",
        "SCARLET_FUNCTION",
        Json.write(function),
        "SCARLET_REGISTRY_MIRROR",
        registry.mirror());
  }

  /** What the gateway gets of an attempt, without what may differ. */
  private void asked(SupervisorServer cluster, String id, String event, Map<String, String> told)
      throws Exception {
    String request =
        Json.write(Map.of("attempt", 1, "event", event, "deadline", Instant.now().plusSeconds(50)));
    var answer = post(cluster, "/invocations/" + id, request);
    note(answer.statusCode() == 200, new String(answer.body(), UTF_8), told);
  }

  private static void delegated(Invoker lambda, String id, String event, Map<String, String> told)
      throws Exception {
    String payload =
        new DelegatedAttempt(id, 1, event, Instant.now().plusSeconds(50), null).payload();
    String answer = lambda.invoke(payload);
    note(!Json.MAPPER.readTree(answer).has("errorType"), answer, told);
  }

  private static void note(boolean carriedOut, String answer, Map<String, String> told)
      throws IOException {
    var json = (ObjectNode) Json.MAPPER.readTree(answer);
    if (!carriedOut) {
      String message = json.path("message").asText(json.path("errorMessage").asText());
      told.put("refused", message.replace("not an attempt: ", ""));
      return;
    }
    json.remove(List.of("timings", "engine", "cacheHit", "answer"));
    json.properties().forEach(field -> told.put(field.getKey(), field.getValue().toString()));
  }

  /**
   * What a caller of the function gets: the bytes of a result, or the reason that there is none.
   */
  private String called(SupervisorServer cluster, String event) throws Exception {
    var answer = post(cluster, "/", event);
    String body = new String(answer.body(), UTF_8);
    boolean proxied = answer.statusCode() == 200 && body.startsWith("{\"statusCode\"");
    if (proxied) {
      return proxy(Json.MAPPER.readTree(body));
    }
    return switch (answer.statusCode()) {
      case 200 -> "200 " + Digest.of(answer.body());
      case 204 -> "204";
      case 400 -> "InvalidEvent " + Json.MAPPER.readTree(body).path("message").asText();
      default -> {
        var json = Json.MAPPER.readTree(body);
        yield json.path("reason").asText() + " " + json.path("message").asText();
      }
    };
  }

  /** The same of what Lambda's caller gets; a notification is answered with a record instead. */
  private static String direct(JsonNode json) throws IOException {
    if (json.has("errorType")) {
      String message = json.path("errorMessage").asText();
      return json.path("errorType").asText() + " " + message.lines().findFirst().orElse("");
    }
    if (json.has("statusCode")) {
      return proxy(json);
    }
    assertThat(json.isNull()).as(json.toString()).isTrue();
    return "204";
  }

  private static String proxy(JsonNode answer) throws IOException {
    String body = answer.path("body").asText();
    byte[] bytes =
        answer.path("isBase64Encoded").asBoolean()
            ? Base64.getDecoder().decode(body)
            : body.getBytes(UTF_8);
    int status = answer.path("statusCode").asInt();
    if (status == 200 || status == 204) {
      return status == 204 ? "204" : "200 " + Digest.of(bytes);
    }
    var json = Json.MAPPER.readTree(bytes);
    return json.path("reason").asText("InvalidEvent") + " " + json.path("message").asText();
  }

  private HttpResponse<byte[]> post(SupervisorServer cluster, String path, String body)
      throws Exception {
    var uri = URI.create("http://127.0.0.1:" + cluster.address().getPort() + path);
    return client.send(
        HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofByteArray());
  }

  private Map<String, String> published() throws IOException {
    var objects = new TreeMap<String, String>();
    var bucket = bucket(LambdaPlace.OUT);
    try (var files = Files.walk(bucket)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        objects.put(
            bucket.relativize(file).toString(), Digest.of(Files.readAllBytes(file)).toString());
      }
    }
    try (var left = Files.list(bucket)) {
      for (Path path : left.toList()) {
        Tree.delete(path);
      }
    }
    return objects;
  }

  private Path bucket(String name) {
    return folder.resolve("s3").resolve(name);
  }

  /** The loop in this process, on an API of the test's own. */
  private final class OwnApi implements Invoker {
    private RuntimeApiServer api = new RuntimeApiServer();

    OwnApi() throws IOException {}

    @Override
    public void deploy(Map<String, String> variables) throws IOException {
      close();
      api = new RuntimeApiServer();
      var all = new TreeMap<>(variables);
      all.put("SCARLET_CACHE", folder.resolve("own-cache").toString());
      all.put("SCARLET_WORK", folder.resolve("own-work").toString());
      try {
        LambdaPlace.run(OnLambda.loop(new RuntimeApi(api.authority()), new Environment(all)));
      } catch (InvalidSettingException e) {
        throw new IOException(e);
      }
    }

    @Override
    public String invoke(String payload) {
      return api.invoke(payload).body();
    }

    @Override
    public void close() {
      api.close();
    }
  }
}
