package faas.scarlet.cli;

/** Manifests for tests. */
final class Functions {
  private Functions() {}

  /** From {@code bucket-NAME/in} to {@code bucket-NAME/out}, two attempts. */
  static String manifest(String name, String image, String script) {
    return """
        apiVersion: scarlet.faas/v1alpha1
        kind: ScarFunction
        metadata: {name: %1$s}
        spec:
          image: %2$s
          input: [{path: bucket-%1$s/in}]
          output: [{path: bucket-%1$s/out}]
          retry: {attempts: 2, backoff: 100ms}
          script: |
            #!/bin/sh
            %3$s
        """
        .formatted(name, image, script);
  }
}
