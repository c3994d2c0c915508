package faas.scarlet.cli;

import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.cli.gateway.GatewayApi;
import faas.scarlet.cli.local.LocalHome;
import faas.scarlet.cli.local.LocalScarlet;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.Input;
import faas.scarlet.model.storage.StoreAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The main job, once: a file goes into the bucket, and what became of it is shown. */
final class Trial {
  private static final String INVOCATIONS = "/api/invocations";
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final LocalScarlet scarlet;
  private final LocalHome home;
  private final List<Function> functions;

  Trial(LocalScarlet scarlet, LocalHome home, List<Function> functions) {
    this.scarlet = scarlet;
    this.home = home;
    this.functions = functions;
  }

  /** Whether the file was processed; all that is to be known is printed. */
  boolean run(Path file) throws IOException, InterruptedException, UserError {
    if (!Files.isRegularFile(file)) {
      throw new UserError(file + " is not a file");
    }
    boolean good = true;
    for (Taker taker : takers(file.getFileName().toString(), Files.size(file))) {
      good &= run(taker, file);
    }
    return good;
  }

  private boolean run(Taker taker, Path file) throws IOException, InterruptedException, UserError {
    var location = taker.input().location();
    String key = location.key(file.getFileName().toString());
    System.err.printf("%nscarlet: PUT %s into %s/%s%n", file, location.bucket(), key);
    var api = new GatewayApi(scarlet.gateway(), Optional.empty());
    var since = Instant.now();
    put(scarlet.store(), location.bucket(), key, file);
    var patience = taker.function().spec().timeLimit().multipliedBy(2);
    System.err.println(
        "scarlet: the first time its image is pulled; how far that is, says "
            + home.log("supervisor"));
    var ended = await(api, taker.function(), key, since, patience);
    return report(api.get(INVOCATIONS + "/" + ended.path("id").asText()));
  }

  /** Every function that takes a file of this name, with the first of its inputs that does. */
  private List<Taker> takers(String name, long size) throws UserError {
    var takers = new ArrayList<Taker>();
    for (Function function : functions) {
      function.spec().input().stream()
          .filter(input -> takes(input, name, size))
          .findFirst()
          .ifPresent(input -> takers.add(new Taker(function, input)));
    }
    if (takers.isEmpty()) {
      throw new UserError("no function takes " + name + "; see the suffixes of their inputs");
    }
    return takers;
  }

  private static boolean takes(Input input, String name, long size) {
    var location = input.location();
    return input.accepts(location.bucket(), location.key(name), size);
  }

  private static void put(StoreAccess store, String bucket, String key, Path file) {
    try (var s3 = client(store)) {
      s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromFile(file));
    }
  }

  private static S3Client client(StoreAccess store) {
    var credentials = AwsBasicCredentials.create(store.accessKey(), store.secretKey());
    return S3Client.builder()
        .endpointOverride(store.endpoint())
        .region(Region.of(store.region()))
        .forcePathStyle(store.pathStyle())
        .httpClient(UrlConnectionHttpClient.create())
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .build();
  }

  private static JsonNode await(
      GatewayApi api, Function function, String key, Instant since, Duration patience)
      throws IOException, InterruptedException, UserError {
    String told = "";
    for (var end = since.plus(patience); Instant.now().isBefore(end); Thread.sleep(PAUSE)) {
      Optional<JsonNode> found = newest(api, function, key, since);
      String state = found.map(Trial::inWords).orElse("");
      if (!state.equals(told)) {
        System.err.println("scarlet: " + state);
        told = state;
      }
      if (found.isPresent() && found.get().hasNonNull("endedAt")) {
        return found.get();
      }
    }
    throw new UserError(
        "no result within %d s; look at the logs and at %s"
            .formatted(patience.toSeconds(), api.address("/")));
  }

  /** The newest invocation of a function for a key, made since then. */
  private static Optional<JsonNode> newest(
      GatewayApi api, Function function, String key, Instant since)
      throws IOException, InterruptedException {
    String from = since.truncatedTo(ChronoUnit.SECONDS).toString();
    var page = api.get(INVOCATIONS + "?function=" + function.id() + "&since=" + from);
    return page.path("invocations")
        .valueStream()
        .filter(invocation -> invocation.path("key").asText().equals(key))
        .findFirst();
  }

  private static String inWords(JsonNode invocation) {
    String line = invocation.path("function").asText() + " " + invocation.path("state").asText();
    String message = invocation.path("message").asText();
    return message.isEmpty() ? line : line + ": " + message;
  }

  private boolean report(JsonNode invocation) {
    var attempts = invocation.path("attempts");
    var last = attempts.path(attempts.size() - 1);
    for (JsonNode output : last.path("outputs")) {
      String bucket = output.path("bucket").asText();
      String key = output.path("key").asText();
      System.out.println(
          scarlet.hasExternalStore()
              ? "s3://" + bucket + "/" + key
              : home.buckets().resolve(bucket).resolve(key).toString());
    }
    boolean succeeded = invocation.path("state").asText().equals("Succeeded");
    if (!succeeded) {
      System.err.print(last.path("logTail").asText());
    }
    System.err.printf(
        "scarlet: engine %s, milliseconds: %s%n",
        last.path("engine").asText("none"), last.path("timings"));
    return succeeded;
  }

  private record Taker(Function function, Input input) {}
}
