package faas.scarlet.supervisor.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.scarlet.embedded.EmbeddedStore;
import faas.scarlet.model.Json;
import faas.scarlet.supervisor.image.Digest;
import faas.scarlet.supervisor.testing.OwnProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The one-shot entry in the place of OSCAR's supervisor: a process with the same environment and
 * standard input does the same. Where the original is wrong, {@code instead.json} says what ours
 * does.
 */
class OracleIT {
  private static final List<String> COMPARED =
      List.of("exit_code", "response", "env", "event_env", "input_file", "uploaded");
  private static final List<String> CONTRACT =
      List.of(
          "INPUT_FILE_PATH",
          "TMP_INPUT_DIR",
          "TMP_OUTPUT_DIR",
          "STORAGE_OBJECT_KEY",
          "EVENT",
          "EVENT_TIME",
          "LD_LIBRARY_PATH",
          "LD_LIBRARY_PATH_ORIG");
  private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  @TempDir Path folder = Path.of("");

  static Stream<OracleCase> cases() {
    return OracleCase.all(false);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anEventDoesWhatItDidBefore(OracleCase recorded) throws Exception {
    var buckets = folder.resolve("s3");
    recorded.putObjects(buckets);
    var before = objects(buckets);
    ObjectNode actual;
    try (var store = EmbeddedStore.start(buckets, 0, "minioadmin", "minioadmin", o -> {})) {
      actual = run(recorded, store.access().endpoint().toString());
    }
    var uploaded = actual.putArray("uploaded");
    objects(buckets)
        .forEach(
            (key, object) -> {
              if (!before.containsKey(key)) {
                uploaded.add(object);
              }
            });

    assertThat(actual.toPrettyString()).isEqualTo(expected(recorded).toPrettyString());
    assertThat(folder.resolve("work")).isEmptyDirectory();
  }

  private ObjectNode run(OracleCase recorded, String endpoint) throws Exception {
    Files.createDirectory(folder.resolve("work"));
    var dump = Files.createDirectory(folder.resolve("dump"));
    var input = Files.write(folder.resolve("stdin"), recorded.standardInput());
    var output = folder.resolve("stdout");
    var builder =
        new ProcessBuilder(OwnProcess.supervisor("supervise"))
            .redirectInput(input.toFile())
            .redirectOutput(output.toFile())
            .redirectError(folder.resolve("stderr").toFile());
    builder.environment().clear();
    builder.environment().putAll(environment(recorded, endpoint, dump));
    var process = builder.start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    var actual = Json.MAPPER.createObjectNode();
    actual.put("exit_code", process.exitValue());
    actual.put("response", Files.readString(output));
    seen(actual, dump);
    return actual;
  }

  private Map<String, String> environment(OracleCase recorded, String endpoint, Path dump) {
    var environment = new TreeMap<String, String>();
    environment.put("PATH", System.getenv("PATH"));
    environment.put("HOME", folder.toString());
    environment.put("LANG", "C.UTF-8");
    environment.put("AWS_ENDPOINT_URL", endpoint);
    environment.put("AWS_ACCESS_KEY_ID", "minioadmin");
    environment.put("AWS_SECRET_ACCESS_KEY", "minioadmin");
    environment.put("AWS_DEFAULT_REGION", "us-east-1");
    environment.put("SCARLET_WORK", folder.resolve("work").toString());
    environment.put("ORACLE_DUMP", dump.toString());
    environment.put("FUNCTION_CONFIG", recorded.config(endpoint));
    environment.putAll(recorded.script());
    recorded
        .json()
        .path("env")
        .properties()
        .forEach(variable -> environment.put(variable.getKey(), variable.getValue().asText()));
    return environment;
  }

  /** What the script has told of itself. */
  private static void seen(ObjectNode actual, Path dump) throws IOException {
    var env = actual.putObject("env");
    actual.putNull("event_env");
    actual.putNull("input_file");
    if (!Files.exists(dump.resolve("env"))) {
      return;
    }
    var all = new TreeMap<String, String>();
    for (String variable : Files.readString(dump.resolve("env")).split("\0", -1)) {
      int equals = variable.indexOf('=');
      if (equals > 0) {
        all.put(variable.substring(0, equals), variable.substring(equals + 1));
      }
    }
    assertThat(all)
        .doesNotContainKeys(
            "FUNCTION_CONFIG", "SCRIPT", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");
    String event = all.get("EVENT");
    if (event != null) {
      actual.set("event_env", Json.MAPPER.readTree(event));
      all.put("EVENT", "<json, see event_env>");
    }
    for (String name : List.of("TMP_INPUT_DIR", "TMP_OUTPUT_DIR")) {
      String path = all.getOrDefault(name, "none");
      all.replaceAll((key, value) -> value.replace(path, "$" + name).replaceAll(UUID, "<uuid>"));
    }
    all.forEach(
        (name, value) -> {
          if (CONTRACT.contains(name) || name.startsWith("CONT_VAR_")) {
            env.put(name, value);
          }
        });
    var input = dump.resolve("input");
    if (Files.exists(input)) {
      String path = env.path("INPUT_FILE_PATH").asText();
      actual.set("input_file", file("name", path.replaceFirst(".*/", ""), input));
    }
  }

  /** The recording, or what ours does instead. */
  private static JsonNode expected(OracleCase recorded) throws IOException {
    var expected = Json.MAPPER.createObjectNode();
    var instead =
        Json.MAPPER
            .readTree(Path.of("src/test/resources/instead.json").toFile())
            .path(recorded.name());
    assertThat(instead.isObject())
        .as("instead.json has this case: " + recorded.name())
        .isEqualTo(recorded.isBug());
    for (String field : COMPARED) {
      var value = recorded.expected().path(field);
      expected.set(field, field.equals("response") ? value.path("text") : value);
    }
    instead.properties().stream()
        .filter(field -> COMPARED.contains(field.getKey()))
        .forEach(field -> expected.set(field.getKey(), field.getValue()));
    return sorted(expected);
  }

  private static ObjectNode sorted(ObjectNode expected) {
    var env = Json.MAPPER.createObjectNode();
    expected
        .path("env")
        .propertyStream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(variable -> env.set(variable.getKey(), variable.getValue()));
    expected.set("env", env);
    return expected;
  }

  private static Map<String, JsonNode> objects(Path buckets) throws IOException {
    var objects = new TreeMap<String, JsonNode>();
    try (var files = Files.walk(buckets)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        var relative = buckets.relativize(file);
        String bucket = relative.getName(0).toString().replace("orc-", "");
        String key = relative.subpath(1, relative.getNameCount()).toString();
        var object = Json.MAPPER.createObjectNode().put("bucket", bucket);
        object.setAll(file("key", key, file));
        objects.put(relative.toString(), object);
      }
    }
    return objects;
  }

  private static ObjectNode file(String nameField, String name, Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    return Json.MAPPER
        .createObjectNode()
        .put(nameField, name)
        .put("size", content.length)
        .put("sha256", Digest.of(content).toString().replace("sha256:", ""));
  }
}
