package faas.scarlet.cli;

import faas.scarlet.supervisor.fault.Fault;
import faas.scarlet.supervisor.image.CachedImage;
import faas.scarlet.supervisor.image.Damage;
import faas.scarlet.supervisor.image.ImageInUseException;
import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The unpacked images of this machine. */
@Command(
    name = "cache",
    description = "Shows, removes and checks the unpacked images.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples: scarlet cache ls",
      "          scarlet cache rm docker.io/library/debian:bookworm"
    })
final class CacheCommand {
  private static final double MEGA = 1e6;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

  @Command(
      name = "ls",
      description = "Lists the images, the one used last first.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: scarlet cache ls --cache /var/cache/scarlet"})
  int list(@Mixin CacheFolder folder) throws IOException, UserError {
    var images = LocalEnvironment.images(folder).list();
    System.out.printf(
        "%-71s %10s  %-16s  %-6s %s%n", "DIGEST", "MB", "LAST USED", "IN USE", "NAMES");
    for (CachedImage image : images) {
      System.out.printf(
          "%-71s %10.1f  %-16s  %-6s %s%n",
          image.digest(),
          image.bytes() / MEGA,
          TIME.format(image.lastUsed()),
          image.inUse() ? "yes" : "no",
          String.join(", ", image.references()));
    }
    return 0;
  }

  @Command(
      name = "rm",
      description = "Removes images; one that an attempt uses is left, and said.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: scarlet cache rm docker.io/library/debian:bookworm"})
  int remove(
      @Mixin CacheFolder folder,
      @Parameters(
              arity = "1..*",
              paramLabel = "IMAGE|DIGEST",
              description = "As they were pulled, or sha256:… as ls shows them.")
          List<String> names)
      throws IOException, UserError, Fault {
    var cache = LocalEnvironment.images(folder);
    for (String name : names) {
      try {
        cache.remove(name);
      } catch (ImageInUseException e) {
        throw new UserError(String.valueOf(e.getMessage()));
      }
      System.out.println("removed " + name);
    }
    return 0;
  }

  @Command(
      name = "verify",
      description = "Compares every file with what was noted when its image was pulled.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: scarlet cache verify", "Exit code 0: all is well."})
  int verify(@Mixin CacheFolder folder) throws IOException, UserError {
    var damages = LocalEnvironment.images(folder).verify();
    for (Damage damage : damages) {
      System.out.printf("%s %s: %s%n", damage.digest(), damage.path(), damage.problem());
    }
    if (!damages.isEmpty()) {
      System.err.println(
          "scarlet: damaged; remove such an image with scarlet cache rm, it is pulled again");
    }
    return damages.isEmpty() ? 0 : 1;
  }
}
