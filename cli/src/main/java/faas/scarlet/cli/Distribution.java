package faas.scarlet.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** The files that are delivered beside this program. */
final class Distribution {
  /** Set by the launcher. */
  private static final String HOME = "scarlet.home";

  private Distribution() {}

  static Path gatewayJar() throws UserError {
    Path jar = Path.of(System.getProperty(HOME, "."), "gateway.jar");
    if (!Files.exists(jar)) {
      throw new UserError(
          "the gateway's program is not at %s; start scarlet by its launcher, ./scarlet"
              .formatted(jar));
    }
    return jar;
  }
}
