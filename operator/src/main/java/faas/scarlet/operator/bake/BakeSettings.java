package faas.scarlet.operator.bake;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where baked images are kept.
 *
 * @param repository with registry, as in {@code https://registry.example.com/team/baked}; none:
 *     nothing is baked
 * @param loginFile of Docker's {@code config.json} form, with the login that may push there
 * @param loginSecret Secret that this file is of, for messages
 * @param pullSecret Secret, in each function's namespace, with the login by which nodes pull
 */
public record BakeSettings(
    Optional<URI> repository,
    Optional<Path> loginFile,
    Optional<String> loginSecret,
    Optional<String> pullSecret) {
  private static final String SHAPE = "(https?://)?[^/\\s?#]+(/[a-z0-9._-]+)+/?";

  /**
   * Reads the repository as it is written in settings, with or without {@code https://}.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  public static URI repository(String text) {
    if (!text.matches(SHAPE)) {
      throw new IllegalArgumentException(
          "SCARLET_BAKE_REPOSITORY: expected a repository such as registry.example.com/team/baked, with http:// in front where the registry speaks that, found '%s'"
              .formatted(text));
    }
    return URI.create(text.contains("://") ? text : "https://" + text);
  }
}
