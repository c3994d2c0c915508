package faas.scarlet.gateway.testing;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.scarlet.model.Json;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A Chromium without a window.
 *
 * @see <a href="https://chromedevtools.github.io/devtools-protocol/">DevTools protocol</a>
 */
public final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "chrome");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final Inbox inbox = new Inbox();
  private final AtomicInteger ids = new AtomicInteger();
  private final WebSocket socket;

  private Browser(Path profile, Path program) throws IOException, InterruptedException {
    process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("browser.log").toFile())
            .start();
    socket =
        http.newWebSocketBuilder()
            .buildAsync(URI.create(tab(profile.resolve("DevToolsActivePort"))), inbox)
            .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
            .join();
  }

  /** Started; without a Chromium on the PATH the test is skipped, and says so. */
  public static Browser start(Path profile) throws IOException, InterruptedException {
    return new Browser(Files.createDirectories(profile), program());
  }

  /** Opens an address in a window of this size. */
  public void open(URI address, int width, int height) {
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    command("Page.navigate", Map.of("url", address.toString()));
  }

  /** The value of an expression of JavaScript, a promise's once it is kept. */
  public JsonNode evaluate(String expression) {
    var answer =
        command(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + answer.path("exceptionDetails"));
    }
    return answer.path("result").path("value");
  }

  /** Returns once the expression is true. */
  public void awaitTrue(String expression) {
    await(expression).atMost(PATIENCE).until(() -> evaluate(expression).asBoolean());
  }

  /** Presses a key and lets it go. */
  public void press(String key) {
    boolean character = key.length() == 1;
    var down =
        Map.<String, Object>of("type", "keyDown", "key", key, "text", character ? key : enter(key));
    command("Input.dispatchKeyEvent", down);
    command("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key));
  }

  /** Writes a PNG of the window. */
  public void picture(Path file) throws IOException {
    var data = command("Page.captureScreenshot", Map.of("format", "png")).path("data").asText();
    Files.write(file, Base64.getDecoder().decode(data));
  }

  @Override
  public void close() {
    socket.abort();
    http.shutdownNow();
    var children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    await("browser ended").atMost(PATIENCE).until(() -> !process.isAlive());
  }

  private static String enter(String key) {
    return key.equals("Enter") ? "\r" : "";
  }

  private JsonNode command(String method, Map<String, Object> parameters) {
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    int id = ids.incrementAndGet();
    message.put("id", id).put("method", method);
    message.set("params", Json.MAPPER.valueToTree(parameters));
    var answer = inbox.expect(id);
    socket.sendText(message.toString(), true).join();
    var all = answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    if (all.has("error")) {
      throw new AssertionError(method + ": " + all.path("error"));
    }
    return all.path("result");
  }

  private String tab(Path portFile) throws IOException, InterruptedException {
    await("browser started")
        .atMost(PATIENCE)
        .until(() -> Files.exists(portFile) && Files.readAllLines(portFile).size() > 1);
    var list = URI.create("http://127.0.0.1:" + Files.readAllLines(portFile).getFirst() + "/json");
    var tabs = http.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString()).body();
    for (JsonNode tab : Json.MAPPER.readTree(tabs)) {
      if (tab.path("type").asText().equals("page")) {
        return tab.path("webSocketDebuggerUrl").asText();
      }
    }
    throw new AssertionError("no page in " + tabs);
  }

  private static Path program() {
    var folders = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1);
    return Arrays.stream(folders)
        .flatMap(folder -> candidates(Path.of(folder)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseGet(
            () -> abort("SKIPPED: the page is not tested without a browser: install chromium"));
  }

  private static Stream<Path> candidates(Path folder) {
    return NAMES.stream().map(folder::resolve);
  }

  /** Puts the parts of messages together and gives answers to those who wait for them. */
  private static final class Inbox implements WebSocket.Listener {
    private final Map<Integer, CompletableFuture<JsonNode>> expected = new ConcurrentHashMap<>();
    private final StringBuilder message = new StringBuilder();

    CompletableFuture<JsonNode> expect(int id) {
      return expected.computeIfAbsent(id, _ -> new CompletableFuture<>());
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      message.append(part);
      if (last) {
        deliver(message.toString());
        message.setLength(0);
      }
      socket.request(1);
      return CompletableFuture.completedStage(null);
    }

    private void deliver(String text) {
      try {
        var answer = Json.MAPPER.readTree(text);
        var waiting = expected.remove(answer.path("id").asInt());
        if (waiting != null) {
          waiting.complete(answer);
        }
      } catch (IOException e) {
        throw new AssertionError(text, e);
      }
    }
  }
}
