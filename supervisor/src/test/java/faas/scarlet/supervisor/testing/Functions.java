package faas.scarlet.supervisor.testing;

import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.InvalidManifestException;
import faas.scarlet.model.function.Manifest;

/** Functions for tests, by way of a manifest, as a user writes them. */
public final class Functions {
  private Functions() {}

  /** A function of a script, with more lines of the spec in front of it. */
  public static Function script(String image, String script, String... fields) {
    return of(image, fields, "  script: |\n" + script.indent(4));
  }

  /** A function without a script. */
  public static Function of(String image, String... fields) {
    return of(image, fields, "");
  }

  private static Function of(String image, String[] fields, String script) {
    var spec = new StringBuilder();
    for (String field : fields) {
      spec.append("  ").append(field).append('\n');
    }
    String manifest =
        """
        apiVersion: scarlet.faas/v1alpha1
        kind: ScarFunction
        metadata: {name: test}
        spec:
          image: %s
        %s%s
        """
            .formatted(image, spec, script);
    try {
      return Manifest.read(manifest, "test").getFirst();
    } catch (InvalidManifestException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
