package faas.scarlet.supervisor.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import faas.scarlet.model.Json;
import faas.scarlet.supervisor.image.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A container registry on loopback, which can be told to misbehave. */
public final class RegistryServer implements AutoCloseable {
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final String TOKEN = "given-token";

  /** What a client must show. */
  private enum Access {
    OPEN,
    TOKEN,
    BASIC,
    TOKEN_FOR_LOGIN
  }

  /** Who may read where a login is wanted. */
  public static final String USER = "reader";

  public static final String PASSWORD = "s3cr3t-of-the-registry";

  private static final String BASIC =
      "Basic "
          + Base64.getEncoder()
              .encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, byte[]> content = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile Access access = Access.OPEN;
  private volatile String token = TOKEN;
  private volatile boolean stalled;
  private volatile String layerType = "application/vnd.oci.image.layer.v1.tar+gzip";
  private final AtomicInteger breaks = new AtomicInteger();

  public RegistryServer() throws IOException {
    this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
  }

  /** With a server of one's own, for TLS. */
  public RegistryServer(HttpServer server) {
    this.server = server;
    server.createContext("/v2/", this::answer);
    server.createContext("/token", this::giveToken);
    server.setExecutor(threads);
    server.start();
  }

  /** As SCARLET_REGISTRY_MIRROR takes it: this server for every registry. */
  public String mirror() {
    return "*=" + address();
  }

  public URI address() {
    String scheme = server instanceof HttpsServer ? "https" : "http";
    return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Puts an image of this machine's platform in, and gives its reference. */
  public String push(String repository, String tag, List<byte[]> layers) {
    return push(repository, tag, layers, Map.of("Cmd", List.of("/bin/sh")));
  }

  /** The same with a config of one's own. */
  public String push(
      String repository, String tag, List<byte[]> layers, Map<String, Object> config) {
    byte[] manifest = manifest(repository, layers, config, architecture());
    content.put(repository + "/manifests/" + tag, manifest);
    return "docker.io/" + repository + ":" + tag;
  }

  /** Puts an index in, with this machine's platform and another one. */
  public String pushIndex(String repository, String tag, List<byte[]> layers) {
    var entries = new ArrayList<Map<String, Object>>();
    for (String architecture : List.of("s390x", architecture())) {
      byte[] manifest = manifest(repository, layers, Map.of(), architecture);
      var entry = new HashMap<>(descriptor(manifest, MANIFEST));
      entry.put("platform", Map.of("os", "linux", "architecture", architecture));
      entries.add(entry);
    }
    byte[] index = json(Map.of("schemaVersion", 2, "mediaType", INDEX, "manifests", entries));
    content.put(repository + "/manifests/" + tag, index);
    content.put(repository + "/manifests/" + Digest.of(index), index);
    return "docker.io/" + repository + ":" + tag;
  }

  /** What manifests that are pushed from now on say of their layers. */
  public void layerType(String mediaType) {
    layerType = mediaType;
  }

  private byte[] manifest(
      String repository, List<byte[]> layers, Map<String, Object> config, String architecture) {
    byte[] configJson = json(Map.of("os", "linux", "architecture", architecture, "config", config));
    var layerDescriptors = new ArrayList<Map<String, Object>>();
    for (byte[] layer : layers) {
      put(repository, layer);
      layerDescriptors.add(descriptor(layer, layerType));
    }
    put(repository, configJson);
    byte[] manifest =
        json(
            Map.of(
                "schemaVersion",
                2,
                "mediaType",
                MANIFEST,
                "config",
                descriptor(configJson, "application/vnd.oci.image.config.v1+json"),
                "layers",
                layerDescriptors));
    content.put(repository + "/manifests/" + Digest.of(manifest), manifest);
    return manifest;
  }

  /** Sends other bytes where this content is asked for. */
  public void tamper(String repository, byte[] original) {
    byte[] other = original.clone();
    other[other.length / 2] ^= 1;
    content.put(repository + "/blobs/" + Digest.of(original), other);
  }

  /** Wants a token for everything from now on, as Docker Hub does. */
  public void wantToken() {
    access = Access.TOKEN;
  }

  /** Wants a user and a password with every request. */
  public void wantPassword() {
    access = Access.BASIC;
  }

  /** Wants a token, which is given for a user and a password only. */
  public void wantTokenForLogin() {
    access = Access.TOKEN_FOR_LOGIN;
  }

  /** Takes only tokens that are given from now on. */
  public void expireTokens() {
    token = TOKEN + UUID.randomUUID();
  }

  /** Sends the first half of a blob and then nothing any more. */
  public void stall() {
    stalled = true;
  }

  /** Breaks the next connections in the middle of a blob. */
  public void breakBlobs(int times) {
    breaks.set(times);
  }

  /** Paths that were asked for, in order. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  private void put(String repository, byte[] blob) {
    content.put(repository + "/blobs/" + Digest.of(blob), blob);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring("/v2/".length());
    requests.add(path);
    if (!isAllowed(exchange)) {
      String challenge =
          access == Access.BASIC
              ? "Basic realm=\"test\""
              : "Bearer realm=\"%s/token\",service=\"test\",scope=\"repository:x:pull\""
                  .formatted(address());
      exchange.getResponseHeaders().set("WWW-Authenticate", challenge);
      send(exchange, 401, new byte[0]);
      return;
    }
    byte[] body = content.get(path);
    if (body == null) {
      send(exchange, 404, json(Map.of("errors", List.of())));
      return;
    }
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Docker-Content-Digest", Digest.of(body).toString());
      send(exchange, 200, new byte[0]);
      return;
    }
    String range = exchange.getRequestHeaders().getFirst("Range");
    if (range != null) {
      int from = Integer.parseInt(range.replaceAll("[^0-9]", ""));
      send(exchange, 206, Arrays.copyOfRange(body, from, body.length));
    } else if (path.contains("/blobs/") && stalled) {
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body, 0, body.length / 2);
      exchange.getResponseBody().flush(); // and it stays open
    } else if (path.contains("/blobs/") && breaks.getAndDecrement() > 0) {
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body, 0, body.length / 2);
      exchange.getResponseBody().flush();
      exchange.close(); // without the rest: the connection is cut
    } else {
      send(exchange, 200, body);
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private boolean isAllowed(HttpExchange exchange) {
    String shown = exchange.getRequestHeaders().getFirst("Authorization");
    return switch (access) {
      case OPEN -> true;
      case BASIC -> BASIC.equals(shown);
      case TOKEN, TOKEN_FOR_LOGIN -> ("Bearer " + token).equals(shown);
    };
  }

  private void giveToken(HttpExchange exchange) throws IOException {
    String shown = exchange.getRequestHeaders().getFirst("Authorization");
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    boolean known = BASIC.equals(shown) || form.contains("refresh_token=" + PASSWORD);
    requests.add("token " + exchange.getRequestMethod());
    if (access == Access.TOKEN_FOR_LOGIN && !known) {
      send(exchange, 401, new byte[0]);
    } else {
      send(exchange, 200, json(Map.of("token", token)));
    }
  }

  private static Map<String, Object> descriptor(byte[] bytes, String mediaType) {
    return Map.of(
        "mediaType", mediaType, "digest", Digest.of(bytes).toString(), "size", bytes.length);
  }

  private static byte[] json(Object value) {
    return Json.write(value).getBytes(StandardCharsets.UTF_8);
  }

  private static String architecture() {
    String arch = System.getProperty("os.arch");
    return arch.equals("aarch64") ? "arm64" : arch;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
