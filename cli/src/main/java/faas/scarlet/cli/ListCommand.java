package faas.scarlet.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The functions that a gateway has. */
@Command(
    name = "ls",
    description = {
      "Lists the functions with the number of their invocations by state. What is wrong with",
      "manifests is said below; what such a manifest defined before goes on."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Examples: scarlet ls", "          scarlet ls -o json"})
final class ListCommand implements Callable<Integer> {
  private static final String LINE = "%-28s %-9s %8s %8s %10s %6s  %s%n";

  @Mixin private GatewayChoice gateway = new GatewayChoice();
  @Mixin private OutputFormat format = new OutputFormat();

  @Override
  public Integer call() throws IOException, InterruptedException, UserError {
    var catalogue = gateway.open().get("/api/functions");
    format.print(catalogue, () -> print(catalogue));
    return 0;
  }

  private static void print(JsonNode catalogue) {
    System.out.printf(
        LINE, "FUNCTION", "STATE", "PENDING", "RUNNING", "SUCCEEDED", "DEAD", "FILES");
    for (JsonNode function : catalogue.path("functions")) {
      var counts = function.path("counts");
      System.out.printf(
          LINE,
          function.path("id").asText(),
          state(function),
          counts.path("Pending").asLong(),
          counts.path("Running").asLong(),
          counts.path("Succeeded").asLong(),
          counts.path("Dead").asLong(),
          words(function.path("inputs")) + " → " + words(function.path("outputs")));
    }
    for (JsonNode problem : catalogue.path("problems")) {
      System.err.printf(
          "scarlet: %s: %s: %s%n",
          problem.path("source").asText(),
          problem.path("field").asText(),
          problem.path("message").asText());
    }
    for (JsonNode trouble : catalogue.path("troubles")) {
      System.err.printf(
          "scarlet: %s; %s%n", trouble.path("what").asText(), trouble.path("remedy").asText());
    }
  }

  private static String state(JsonNode function) {
    if (function.path("suspended").asBoolean()) {
      return "suspended";
    }
    return function.path("ready").asBoolean() ? "ready" : "not ready";
  }

  private static String words(JsonNode list) {
    var words = new ArrayList<String>();
    list.forEach(word -> words.add(word.asText()));
    return words.isEmpty() ? "-" : String.join(", ", words);
  }
}
