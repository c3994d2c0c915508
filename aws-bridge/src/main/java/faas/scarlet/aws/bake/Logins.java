package faas.scarlet.aws.bake;

import java.util.Optional;

/** Who one is to registries. */
@FunctionalInterface
public interface Logins {
  /** Nobody, everywhere. */
  Logins NONE = (host, repository) -> Optional.empty();

  /**
   * For this repository.
   *
   * @param host of its registry, with port where it has one
   * @param repository as in library/debian
   */
  Optional<Login> of(String host, String repository);

  /**
   * What helps where a registry wants another login; nothing of the login is in it.
   *
   * @param hasLogin whether it was given one
   */
  default String remedy(String host, boolean hasLogin) {
    return hasLogin
        ? "the login for %s was refused; give one that may do this".formatted(host)
        : "it wants a login, and there is none for %s; make the image public or give one"
            .formatted(host);
  }
}
