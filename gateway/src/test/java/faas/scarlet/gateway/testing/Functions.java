package faas.scarlet.gateway.testing;

import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.InvalidManifestException;
import faas.scarlet.model.function.Manifest;

/** Functions as manifests give them. */
public final class Functions {
  private Functions() {}

  /** With an image and nothing else. */
  public static Function function(String name) {
    return function(name, "");
  }

  /**
   * With more fields.
   *
   * @param more fields of the spec, as in {@code suspended: true, memory: 1Gi}
   */
  public static Function function(String name, String more) {
    try {
      return Manifest.read(
              """
              apiVersion: scarlet.faas/v1alpha1
              kind: ScarFunction
              metadata: {name: %s, namespace: test}
              spec: {image: busybox, %s}
              """
                  .formatted(name, more),
              "test")
          .getFirst();
    } catch (InvalidManifestException e) {
      throw new AssertionError(e);
    }
  }
}
