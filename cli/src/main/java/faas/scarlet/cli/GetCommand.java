package faas.scarlet.cli;

import faas.scarlet.cli.gateway.GatewayApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Fetches results. */
@Command(
    name = "get",
    description = {
      "Fetches the results of an invocation, or of a function's newest one, and prints where they",
      "are now."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples: scarlet get grayscale",
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

  @Mixin private GatewayChoice gateway = new GatewayChoice();

  @Override
  public Integer call() throws IOException, InterruptedException, UserError {
    var api = gateway.open();
    String id = Names.invocation(api, which);
    var invocation = api.get("/api/invocations/" + id);
    var attempts = invocation.path("attempts");
    var outputs = attempts.path(attempts.size() - 1).path("outputs");
    if (outputs.isEmpty()) {
      throw new UserError(
          "invocation %s has no results, it is %s; see scarlet logs %s"
              .formatted(id, invocation.path("state").asText(), id));
    }
    Files.createDirectories(folder);
    for (int i = 0; i < outputs.size(); i++) {
      System.out.println(fetch(api, id, i + 1, outputs.path(i).path("key").asText()));
    }
    return 0;
  }

  private Path fetch(GatewayApi api, String id, int number, String key)
      throws IOException, InterruptedException {
    var file = folder.resolve(key.substring(key.lastIndexOf('/') + 1));
    try (var content = api.read("/api/invocations/" + id + "/outputs/" + number)) {
      Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }
}
