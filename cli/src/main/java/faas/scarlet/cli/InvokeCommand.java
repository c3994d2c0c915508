package faas.scarlet.cli;

import faas.scarlet.cli.gateway.GatewayApi;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Calls a function. */
@Command(
    name = "invoke",
    description = {
      "Calls a function that takes calls (spec.http.enabled: true) and prints its result: the file",
      "that the script made, several in a zip, or else what it printed."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples: scarlet invoke thumbnail photo.png -p size=100 --to small.png",
      "          echo hello | scarlet invoke shout -",
      "Exit code 1: the script failed, and its log is printed."
    })
final class InvokeCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "FUNCTION", description = "As NAME or NAMESPACE/NAME.")
  private String function = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILE",
      description = "The script's input file; - for standard input; none: an empty one.")
  private @Nullable String file;

  @Option(
      names = {"-p", "--parameter"},
      paramLabel = "NAME=VALUE",
      description = "The script gets it as $CONT_VAR_NAME.")
  private Map<String, String> parameters = new TreeMap<>();

  @Option(names = "--to", paramLabel = "FILE", description = "Where the result is written.")
  private @Nullable Path to;

  @Option(
      names = "--async",
      description = "Does not wait, and prints the invocation's id; see scarlet logs -f.")
  private boolean async;

  @Mixin private GatewayChoice gateway = new GatewayChoice();

  @Override
  public Integer call() throws IOException, InterruptedException, UserError {
    var api = gateway.open();
    var answer =
        api.call(
            "/functions/" + Names.function(function) + query(),
            body(),
            async ? "respond-async" : "");
    try (var content = answer.body()) {
      if (async) {
        System.out.println(answer.headers().firstValue("Scarlet-Invocation").orElse(""));
      } else if (to == null) {
        content.transferTo(System.out);
        System.out.flush();
      } else {
        Files.copy(content, to, StandardCopyOption.REPLACE_EXISTING);
        System.out.println(to);
      }
    }
    return 0;
  }

  private String query() {
    return parameters.isEmpty()
        ? ""
        : parameters.entrySet().stream()
            .map(p -> GatewayApi.encoded(p.getKey()) + "=" + GatewayApi.encoded(p.getValue()))
            .collect(Collectors.joining("&", "?", ""));
  }

  private BodyPublisher body() throws UserError, IOException {
    if (file == null) {
      return BodyPublishers.noBody();
    }
    if (file.equals("-")) {
      return BodyPublishers.ofByteArray(System.in.readAllBytes());
    }
    try {
      return BodyPublishers.ofFile(Path.of(file));
    } catch (FileNotFoundException e) {
      throw new UserError(file + ": there is no such file");
    }
  }
}
