package faas.scarlet.cli;

import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.cli.gateway.GatewayApi;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What became of invocations. */
@Command(
    name = "runs",
    description = {
      "Lists invocations, newest first; of one whose id is given, its attempts, how long each step",
      "of them took, and its results."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples: scarlet runs grayscale --state Dead --since 2h",
      "          scarlet runs 0199f5c2-7a41-7c55-9b0e-5d2c6f0f3a11"
    })
final class RunsCommand implements Callable<Integer> {
  private static final String LINE = "%-36s  %-9s %-24s %-19s %8s  %s%n";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  @Parameters(arity = "0..1", paramLabel = "FUNCTION|ID", description = "All if not given.")
  private @Nullable String which;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Pending, Running, Succeeded, Dead or Cancelled.")
  private @Nullable String state;

  @Option(names = "--since", paramLabel = "SPAN", description = "Not older than this, as in 30m.")
  private @Nullable String since;

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      defaultValue = "20",
      description = "How many at the most, up to 1000; default: ${DEFAULT-VALUE}.")
  private int limit;

  @Mixin private GatewayChoice gateway = new GatewayChoice();
  @Mixin private OutputFormat format = new OutputFormat();

  @Override
  public Integer call() throws IOException, InterruptedException, UserError {
    var api = gateway.open();
    if (which != null && Names.isId(which)) {
      var invocation = api.get("/api/invocations/" + which);
      format.print(invocation, () -> print(invocation));
    } else {
      var page = api.get("/api/invocations" + query());
      format.print(page, () -> printAll(page));
    }
    return 0;
  }

  private String query() throws UserError {
    var query = new StringBuilder("?limit=").append(limit);
    if (which != null) {
      query.append("&function=").append(GatewayApi.encoded(Names.function(which)));
    }
    if (state != null) {
      query.append("&state=").append(GatewayApi.encoded(state));
    }
    if (since != null) {
      query.append("&since=").append(Since.ago(since));
    }
    return query.toString();
  }

  private static void printAll(JsonNode page) {
    System.out.printf(LINE, "ID", "STATE", "FUNCTION", "RECORDED", "MS", "KEY");
    for (JsonNode invocation : page.path("invocations")) {
      System.out.printf(
          LINE,
          invocation.path("id").asText(),
          invocation.path("state").asText(),
          invocation.path("function").asText(),
          time(invocation, "createdAt"),
          millis(invocation),
          invocation.path("key").asText("-")
              + (invocation.has("reason") ? "  " + invocation.path("reason").asText() : ""));
    }
  }

  private static void print(JsonNode invocation) {
    System.out.printf(
        "%s  %s  %s  %s%n",
        invocation.path("id").asText(),
        invocation.path("state").asText(),
        invocation.path("function").asText(),
        invocation.path("key").asText("-"));
    if (invocation.has("message")) {
      System.out.println("  " + invocation.path("message").asText());
    }
    for (JsonNode attempt : invocation.path("attempts")) {
      System.out.printf(
          "  attempt %d  %s  %s  %s  %s%n",
          attempt.path("number").asInt(),
          attempt.path("state").asText(),
          time(attempt, "startedAt"),
          attempt.path("reason").asText("-"),
          timings(attempt.path("timings")));
      for (JsonNode output : attempt.path("outputs")) {
        System.out.printf(
            "    %s/%s  %d bytes%n",
            output.path("bucket").asText(),
            output.path("key").asText(),
            output.path("size").asLong());
      }
    }
  }

  private static String timings(JsonNode timings) {
    return timings.isMissingNode()
        ? "under way"
        : "image %d ms, stage in %d ms, run %d ms, stage out %d ms"
            .formatted(
                timings.path("image").asLong(),
                timings.path("stageIn").asLong(),
                timings.path("run").asLong(),
                timings.path("stageOut").asLong());
  }

  private static String time(JsonNode node, String field) {
    return TIME.format(Instant.parse(node.path(field).asText()));
  }

  private static String millis(JsonNode invocation) {
    return invocation.has("endedAt")
        ? String.valueOf(
            Duration.between(
                    Instant.parse(invocation.path("createdAt").asText()),
                    Instant.parse(invocation.path("endedAt").asText()))
                .toMillis())
        : "-";
  }
}
