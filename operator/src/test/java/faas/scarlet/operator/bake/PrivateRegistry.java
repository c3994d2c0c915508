package faas.scarlet.operator.bake;

import static org.awaitility.Awaitility.await;

import faas.scarlet.aws.bake.Login;
import faas.scarlet.aws.bake.Place;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A registry of one's own that lets nobody read or write without a login. */
public final class PrivateRegistry implements AutoCloseable {
  /** Who may do everything. */
  public static final String USER = "team";

  /** The password. */
  public static final String PASSWORD = "pull-and-push-8f2c61";

  private static final String BCRYPT =
      "$2y$05$KkQb7v1mZxT4uWcR9sLd3elHnorY.wBwbbiesZF9xmkWtnibeguFm";

  private final Process process;
  private final String address;
  private final Path storage;

  private PrivateRegistry(Process process, String address, Path storage) {
    this.process = process;
    this.address = address;
    this.storage = storage;
  }

  /** Docker's registry, as Debian calls it. */
  public static boolean isInstalled() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "docker-registry")));
  }

  /** Starts it on loopback; all that it keeps is in this folder. */
  public static PrivateRegistry start(Path folder) throws IOException {
    String address = "127.0.0.1:" + freePort();
    var storage = folder.resolve("storage");
    Files.writeString(folder.resolve("htpasswd"), USER + ":" + BCRYPT + "\n");
    var config =
        Files.writeString(
            folder.resolve("config.yml"),
            """
            version: 0.1
            log: {level: warn, accesslog: {disabled: true}}
            storage: {filesystem: {rootdirectory: "%s"}}
            http: {addr: "%s"}
            auth: {htpasswd: {realm: test, path: "%s"}}
            """
                .formatted(storage, address, folder.resolve("htpasswd")));
    var process =
        new ProcessBuilder("docker-registry", "serve", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    var registry = new PrivateRegistry(process, address, storage);
    try {
      await("the registry").ignoreExceptions().until(registry::refusesStrangers);
    } catch (RuntimeException e) {
      registry.close();
      throw e;
    }
    return registry;
  }

  private boolean refusesStrangers() throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create("http://" + address + "/v2/")).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 401;
    }
  }

  /** Host and port. */
  public String address() {
    return address;
  }

  /** A repository of it, logged in to. */
  public Place place(String repository) {
    return new Place(
        URI.create("http://" + address),
        repository,
        (host, path) ->
            host.equals(address) ? Optional.of(new Login(USER, PASSWORD)) : Optional.empty());
  }

  /** Docker's {@code config.json} with this password for it. */
  public String login(String password) {
    return "{\"auths\":{\"%s\":{\"username\":\"%s\",\"password\":\"%s\"}}}"
        .formatted(address, USER, password);
  }

  /** The one tag of a repository. */
  public String tag(String repository) throws IOException {
    var tags =
        storage.resolve("docker/registry/v2/repositories").resolve(repository + "/_manifests/tags");
    try (var names = Files.list(tags)) {
      return names.findFirst().orElseThrow().getFileName().toString();
    }
  }

  /** What it has of manifests and configs, and of tags and links to them. */
  public List<String> documents() throws IOException {
    try (var files = Files.walk(storage)) {
      return files.filter(PrivateRegistry::isDocument).map(PrivateRegistry::text).toList();
    }
  }

  private static boolean isDocument(Path file) {
    return Files.isRegularFile(file) && !text(file).startsWith("\u001f\u008b");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
