package faas.scarlet.supervisor.entry;

import faas.scarlet.model.WireNames;
import faas.scarlet.supervisor.fault.Fault;
import faas.scarlet.supervisor.image.ImageCache;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/**
 * Gets images into the cache and runs nothing: for caches that others share, before they need it.
 */
final class PullOnly {
  private PullOnly() {}

  /**
   * Pulls those that are not there yet.
   *
   * @param images their references
   * @return the process's exit code: 0 where all are there
   */
  static int run(Environment environment, List<String> images, PrintStream out, PrintStream err)
      throws IOException, InvalidSettingException {
    if (images.isEmpty()) {
      throw new InvalidSettingException("pull: name the image, as in pull debian:bookworm-slim");
    }
    var cache = new ImageCache(environment.images(), new LoggedProgress());
    for (String reference : images) {
      try (var image = cache.get(reference)) {
        out.printf(
            "event=pulled image=%s digest=%s cached=%s%n",
            reference, image.digest(), image.cached());
      } catch (Fault fault) {
        err.printf("scarlet: %s: %s%n", WireNames.of(fault.reason()), fault.getMessage());
        return 1;
      }
    }
    return 0;
  }
}
