package faas.scarlet.cli;

import faas.scarlet.cli.gateway.GatewayApi;
import faas.scarlet.cli.local.LocalHome;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of every command that asks a gateway. */
final class GatewayChoice {
  @Option(
      names = "--gateway",
      paramLabel = "URL",
      defaultValue = "${env:SCARLET_GATEWAY:-}",
      description = {
        "Gateway to ask; default: $SCARLET_GATEWAY, else the one of scarlet up.",
        "Its token, where it asks for one: $SCARLET_TOKEN."
      })
  private String gateway = "";

  @Option(
      names = "--data",
      paramLabel = "DATA",
      description = "Data of the scarlet up that is meant; default: ~/.local/share/scarlet.")
  private Path data = LocalHome.standard();

  /** The gateway that is meant. */
  GatewayApi open() throws IOException, UserError {
    var token = Optional.ofNullable(System.getenv("SCARLET_TOKEN")).filter(t -> !t.isEmpty());
    return new GatewayApi(address(), token);
  }

  private URI address() throws IOException, UserError {
    if (gateway.isEmpty()) {
      return new LocalHome(data)
          .gateway()
          .orElseThrow(
              () ->
                  new UserError(
                      "no Scarlet is up on this machine with its data in %s; start one by scarlet up DIR, or name a gateway by --gateway"
                          .formatted(data)));
    }
    if (!gateway.matches("https?://.+")) {
      throw new UserError("--gateway: expected a URL as http://HOST:PORT, found " + gateway);
    }
    return URI.create(gateway);
  }
}
