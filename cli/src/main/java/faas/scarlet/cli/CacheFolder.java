package faas.scarlet.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of every command that uses unpacked images. */
final class CacheFolder {
  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description = {
        "Folder with the unpacked images; default: $SCARLET_CACHE, else scarlet/ in",
        "$XDG_CACHE_HOME or ~/.cache."
      })
  private @Nullable Path value;

  /** Empty where the environment decides. */
  Optional<Path> value() {
    return Optional.ofNullable(value);
  }
}
