package faas.scarlet.aws.bake;

import java.net.URI;
import java.util.Optional;

/**
 * A repository of a registry.
 *
 * @param registry scheme, host and port; plain HTTP is spoken only where it says so
 * @param repository as in library/debian
 * @param logins who one is there
 */
public record Place(URI registry, String repository, Logins logins) {
  /** Host, and port if there is one. */
  public String host() {
    return registry.getAuthority();
  }

  /** The login for here, if there is one. */
  public Optional<Login> login() {
    return logins.of(host(), repository);
  }

  /** What helps where another login is wanted here. */
  String remedy() {
    return logins.remedy(host(), login().isPresent());
  }

  @Override
  public String toString() {
    return host() + "/" + repository;
  }
}
