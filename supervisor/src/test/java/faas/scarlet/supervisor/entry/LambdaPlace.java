package faas.scarlet.supervisor.entry;

import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.embedded.EmbeddedStore;
import faas.scarlet.model.Json;
import faas.scarlet.model.function.Function;
import faas.scarlet.supervisor.lambda.RuntimeApi;
import faas.scarlet.supervisor.lambda.RuntimeLoop;
import faas.scarlet.supervisor.testing.Functions;
import faas.scarlet.supervisor.testing.HostImage;
import faas.scarlet.supervisor.testing.OwnProcess;
import faas.scarlet.supervisor.testing.RegistryServer;
import faas.scarlet.supervisor.testing.RuntimeApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A supervisor's runtime loop with all that an execution environment of Lambda gives it. */
final class LambdaPlace implements AutoCloseable {
  static final String IN = "pictures";
  static final String OUT = "results";

  private final Path folder;
  private final RegistryServer registry = new RegistryServer();
  private final EmbeddedStore store;
  private final RuntimeApiServer api = new RuntimeApiServer();
  private final RuntimeApi client = new RuntimeApi(api.authority());
  private final String image;
  private @Nullable RuntimeLoop loop;

  LambdaPlace(Path folder) throws IOException {
    this.folder = folder;
    this.image = HostImage.push(registry);
    for (String bucket : new String[] {IN, OUT, "staging"}) {
      Files.createDirectories(bucket(bucket));
    }
    this.store = EmbeddedStore.start(folder.resolve("s3"), 0, "key", "secret", o -> {});
  }

  RuntimeApiServer api() {
    return api;
  }

  String image() {
    return image;
  }

  Path bucket(String name) {
    return folder.resolve("s3").resolve(name);
  }

  Path work() {
    return folder.resolve("work");
  }

  /** A function with an input and an output. */
  Function function(String script, String... fields) {
    var all = new ArrayList<>(List.of(fields));
    all.add("input: [{path: " + IN + "}]");
    all.add("output: [{path: " + OUT + "}]");
    return Functions.script(image, script, all.toArray(String[]::new));
  }

  /** What Lambda sets, and what the bridge sets. */
  Map<String, String> variables(String function) {
    var variables = new TreeMap<String, String>();
    variables.put("AWS_LAMBDA_RUNTIME_API", api.authority());
    variables.put("AWS_ENDPOINT_URL", store.access().endpoint().toString());
    variables.put("AWS_ACCESS_KEY_ID", "key");
    variables.put("AWS_SECRET_ACCESS_KEY", "secret");
    variables.put("AWS_REGION", "us-east-1");
    variables.put("SCARLET_FUNCTION", function);
    variables.put("SCARLET_CACHE", folder.resolve("cache").toString());
    variables.put("SCARLET_WORK", work().toString());
    variables.put("SCARLET_REGISTRY_MIRROR", registry.mirror());
    return variables;
  }

  /** Starts the loop of a function. */
  void start(Function function) throws IOException, InvalidSettingException {
    start(Json.write(function));
  }

  /** The same with what stands in {@code SCARLET_FUNCTION}. */
  void start(String function) throws IOException, InvalidSettingException {
    var started = OnLambda.loop(client, new Environment(variables(function)));
    loop = started;
    run(started);
  }

  /** Starts a process with all this, as Lambda does. */
  Process process(Function function) throws IOException {
    var builder = new ProcessBuilder(OwnProcess.supervisor("serve"));
    builder.environment().putAll(variables(Json.write(function)));
    return builder.inheritIO().start();
  }

  /** Runs a loop until its API has gone. */
  static void run(RuntimeLoop started) {
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                started.run();
              } catch (IOException end) {
                // the API of the test has gone
              }
            });
  }

  /** Puts a file into the input bucket, and gives the event of it. */
  String put(String key, String content) throws IOException {
    var file = bucket(IN).resolve(key);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, content);
    return event(key);
  }

  static String event(String... keys) {
    var event = Json.MAPPER.createObjectNode();
    for (String key : keys) {
      var record = event.withArray("Records").addObject();
      record.put("eventVersion", "2.1").put("eventSource", "aws:s3");
      record.put("eventName", "ObjectCreated:Put").put("eventTime", "2026-01-02T03:04:05.000Z");
      var s3 = record.putObject("s3");
      s3.putObject("bucket").put("name", IN);
      s3.putObject("object").put("key", key.replace(' ', '+')).put("size", 1);
    }
    return event.toString();
  }

  static JsonNode json(RuntimeApiServer.Told told) throws IOException {
    return Json.MAPPER.readTree(told.body());
  }

  @Override
  public void close() throws IOException {
    var running = loop;
    if (running != null) {
      running.stop(Duration.ofSeconds(5));
    }
    client.close();
    api.close();
    store.close();
    registry.close();
  }
}
