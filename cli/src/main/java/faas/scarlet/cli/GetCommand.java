package faas.scarlet.cli;

import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.cli.gateway.GatewayApi;
import faas.scarlet.cli.gateway.Invocations;
import faas.scarlet.cli.gateway.Progress;
import faas.scarlet.cli.gateway.SideBySide;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fetches results. */
@Command(
    name = "get",
    description = {
      "Fetches the results of an invocation, of a function's newest one, or of all of them, and",
      "prints where they are now."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples: scarlet get grayscale",
      "          scarlet get grayscale --all --since 2h out/",
      "          scarlet get 0199f5c2-7a41-7c55-9b0e-5d2c6f0f3a11 out/"
    })
final class GetCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "FUNCTION|ID", description = "Whose results.")
  private String which = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "Where to; default: the current folder.")
  private Path folder = Path.of(".");

  @Option(
      names = "--all",
      description = {
        "Results of all invocations that succeeded, in folders as in the bucket; of a result that was",
        "made several times, the last one."
      })
  private boolean all;

  @Option(
      names = "--since",
      paramLabel = "SPAN",
      description = "With --all: of invocations not older than this, as in 2h.")
  private @Nullable String since;

  @Mixin private GatewayChoice gateway = new GatewayChoice();

  @Override
  public Integer call() throws IOException, InterruptedException, UserError {
    var api = gateway.open();
    if (all) {
      fetchAll(api);
      return 0;
    }
    String id = Names.invocation(api, which);
    var results = results(api, id);
    if (results.isEmpty()) {
      throw new UserError(
          "invocation %s has no results; see scarlet runs %s, and scarlet logs %s"
              .formatted(id, id, id));
    }
    for (Result result : results) {
      System.out.println(fetch(api, result, result.name()));
    }
    return 0;
  }

  private void fetchAll(GatewayApi api) throws IOException, InterruptedException, UserError {
    String selection =
        "state=Succeeded&function="
            + GatewayApi.encoded(Names.function(which))
            + (since == null ? "" : "&since=" + Since.ago(since));
    var ids = new ArrayList<String>();
    Invocations.each(api, selection, invocation -> ids.add(invocation.path("id").asText()));
    if (ids.isEmpty()) {
      throw new UserError(
          "no invocation of %s has succeeded; see scarlet runs %s".formatted(which, which));
    }
    var newest = new TreeMap<String, Result>();
    SideBySide.each(
        ids.iterator(),
        id -> results(api, id),
        found -> found.forEach(result -> newest.merge(result.place(), result, Result::newer)));
    var progress = new Progress("got", newest.size(), System.err);
    var done = new AtomicInteger();
    SideBySide.each(
        newest.values().iterator(),
        result -> fetch(api, result, result.place()),
        file -> {
          System.out.println(file);
          progress.show(done.incrementAndGet(), "");
        });
    progress.end("got %,d results of %,d invocations".formatted(newest.size(), ids.size()));
  }

  private static List<Result> results(GatewayApi api, String id)
      throws IOException, InterruptedException {
    var attempts = api.get("/api/invocations/" + id).path("attempts");
    var outputs = attempts.path(attempts.size() - 1).path("outputs");
    var results = new ArrayList<Result>();
    for (JsonNode output : outputs) {
      results.add(
          new Result(
              id, results.size() + 1, output.path("bucket").asText(), output.path("key").asText()));
    }
    return results;
  }

  private Path fetch(GatewayApi api, Result result, String name)
      throws IOException, InterruptedException {
    var file = folder.resolve(name).normalize();
    if (!file.toAbsolutePath().startsWith(folder.toAbsolutePath().normalize())) {
      throw new IOException(
          "result %s would lie outside of %s; fetch it with an S3 client".formatted(name, folder));
    }
    Files.createDirectories(file.resolve("..").normalize());
    var part = file.resolveSibling(".%s-%d.part".formatted(result.id(), result.number()));
    try (var content =
        api.read("/api/invocations/" + result.id() + "/outputs/" + result.number())) {
      Files.copy(content, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
    return file;
  }

  /**
   * An output of an invocation.
   *
   * @param number among those of the invocation, from 1
   */
  private record Result(String id, int number, String bucket, String key) {
    String place() {
      return bucket + "/" + key;
    }

    String name() {
      return key.substring(key.lastIndexOf('/') + 1);
    }

    /** Ids grow with time. */
    static Result newer(Result one, Result other) {
      return one.id().compareTo(other.id()) > 0 ? one : other;
    }
  }
}
