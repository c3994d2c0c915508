package faas.scarlet.crd;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** The manual's reference is generated from the CRDs, and committed to be read. */
class ReferenceTest {
  private static final Path COMMITTED = Path.of("../docs/reference.md");
  private static final String HEAD =
      """
      # Reference

      Every field of Scarlet's resources. Written by `make crds` from the types; do not edit.
      [functions.md](functions.md) explains how to use them.

      """;

  @Test
  void theCommittedReferenceIsWhatTheTypesGive() throws IOException {
    var chapters = new ArrayList<String>();
    for (var crd : GeneratedCrd.ALL) {
      chapters.add(
          Reference.of(
              new KubernetesSerialization().unmarshal(crd.yaml(), CustomResourceDefinition.class)));
    }
    String generated = HEAD + String.join("\n", chapters);
    if (Boolean.getBoolean("scarlet.update")) {
      Files.writeString(COMMITTED, generated);
    }

    String found = Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "";

    assertThat(found)
        .as("docs/reference.md differs from the types. Write it anew by: make crds")
        .isEqualTo(generated);
  }
}
