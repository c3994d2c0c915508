package faas.scarlet.gateway.testing;

import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.InvalidManifestException;
import faas.scarlet.model.function.Manifest;

/** Functions as manifests give them. */
public final class Functions {
  private Functions() {}

  /** With an image and nothing else. */
  public static Function function(String name) {
    try {
      return Manifest.read(
              """
              apiVersion: scarlet.faas/v1alpha1
              kind: ScarFunction
              metadata: {name: %s, namespace: test}
              spec: {image: busybox}
              """
                  .formatted(name),
              "test")
          .getFirst();
    } catch (InvalidManifestException e) {
      throw new AssertionError(e);
    }
  }
}
