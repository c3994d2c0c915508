package faas.scarlet.aws.bake;

import java.net.URI;
import java.util.Optional;

/**
 * A repository of a registry.
 *
 * @param registry scheme, host and port; plain HTTP is spoken only where it says so
 * @param repository as in library/debian
 */
public record Place(URI registry, String repository, Optional<Login> login) {
  /** Host, and port if there is one. */
  public String host() {
    return registry.getAuthority();
  }

  @Override
  public String toString() {
    return host() + "/" + repository;
  }
}
