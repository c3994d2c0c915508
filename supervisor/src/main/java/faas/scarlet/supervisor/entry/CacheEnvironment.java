package faas.scarlet.supervisor.entry;

import faas.scarlet.supervisor.image.CacheSettings;
import faas.scarlet.supervisor.image.ImageLimits;
import faas.scarlet.supervisor.image.Mirrors;
import faas.scarlet.supervisor.image.Proxies;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The settings of the image cache, as the environment gives them. */
final class CacheEnvironment {
  private final Map<String, String> variables;

  CacheEnvironment(Map<String, String> variables) {
    this.variables = variables;
  }

  CacheSettings settings(Path folder) throws InvalidSettingException {
    return new CacheSettings(
        folder,
        setting(() -> Mirrors.parse(text(Mirrors.SETTING).orElse(""))),
        authFiles(),
        text(CacheSettings.CA_SETTING).map(Path::of),
        setting(() -> Proxies.of(variables)),
        number("SCARLET_CACHE_MAX_BYTES", Long.MAX_VALUE),
        new ImageLimits(
            number(ImageLimits.BYTES_SETTING, ImageLimits.USUAL.bytes()),
            number("SCARLET_IMAGE_MAX_ENTRIES", ImageLimits.USUAL.entries())));
  }

  private static <T> T setting(Supplier<T> reading) throws InvalidSettingException {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException(String.valueOf(e.getMessage()));
    }
  }

  /** What is named, else Docker's own file where there is one. */
  private List<Path> authFiles() {
    var named = text(CacheSettings.AUTH_SETTING);
    if (named.isPresent()) {
      return Arrays.stream(named.get().split(",", -1))
          .filter(part -> !part.isBlank())
          .map(part -> Path.of(part.strip()))
          .toList();
    }
    var docker =
        text("DOCKER_CONFIG")
            .map(Path::of)
            .or(() -> text("HOME").map(home -> Path.of(home, ".docker")));
    return docker.map(dir -> dir.resolve("config.json")).filter(Files::isReadable).stream()
        .toList();
  }

  private long number(String name, long otherwise) throws InvalidSettingException {
    var text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    if (!text.get().matches("[1-9][0-9]{0,17}")) {
      throw new InvalidSettingException(
          "%s: expected a whole number from 1 on, found '%s'".formatted(name, text.get()));
    }
    return Long.parseLong(text.get());
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(variables.get(name)).filter(text -> !text.isBlank());
  }
}
