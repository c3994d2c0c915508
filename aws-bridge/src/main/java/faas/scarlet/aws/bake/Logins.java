package faas.scarlet.aws.bake;

import java.util.Optional;

/** Who one is to registries. */
@FunctionalInterface
public interface Logins {
  /** Nobody, everywhere. */
  Logins NONE = host -> Optional.empty();

  /** For this registry: its host, with port where it has one. */
  Optional<Login> of(String host);
}
