package faas.scarlet.crd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Puts every manifest of the corpus before a real API server, as a dry run. The CRDs stay on the
 * cluster afterwards: removing them would remove every function of it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("lab")
class CorpusIT {
  private static final Path CORPUS = Path.of("src/test/resources");
  private static final String EXPECTED = "# refused with: ";

  private KubernetesClient client;

  @BeforeAll
  void applyTheCrds() throws IOException {
    if (System.getenv("KUBECONFIG") == null) {
      String why = "no cluster to ask; set KUBECONFIG to one that may get Scarlet's CRD";
      System.err.println("\n*** SKIPPED: " + why + "\n");
      Assumptions.abort(why);
    }
    client = new KubernetesClientBuilder().build();
    for (var generated : GeneratedCrd.ALL) {
      apply(generated);
    }
  }

  private void apply(GeneratedCrd generated) throws IOException {
    var crd =
        client
            .getKubernetesSerialization()
            .unmarshal(generated.yaml(), CustomResourceDefinition.class);
    client.resource(crd).forceConflicts().serverSideApply();
    client
        .resource(crd)
        .waitUntilCondition(
            it ->
                it.getStatus() != null
                    && it.getStatus().getConditions().stream()
                        .anyMatch(
                            c -> c.getType().equals("Established") && c.getStatus().equals("True")),
            30,
            TimeUnit.SECONDS);
  }

  @AfterAll
  void close() {
    if (client != null) {
      client.close();
    }
  }

  static List<Path> valid() throws IOException {
    return manifests("valid-");
  }

  static List<Path> invalid() throws IOException {
    return manifests("invalid-");
  }

  @ParameterizedTest
  @MethodSource("valid")
  void aValidManifestIsTaken(Path manifest) throws IOException {
    var taken = create(Files.readString(manifest));

    assertThat(taken.getMetadata().getName()).isNotEmpty();
    String defaulted =
        taken.getKind().equals("ScarFunction") ? "/retry/attempts" : "/sweep/interval";
    var spec = client.getKubernetesSerialization().convertValue(taken.get("spec"), JsonNode.class);
    assertThat(spec.at(defaulted).asText()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void anInvalidManifestIsRefusedWithItsMessage(Path manifest) throws IOException {
    String text = Files.readString(manifest);
    assertThat(text).as("%s says what it must get", manifest).startsWith(EXPECTED);
    String expected = text.lines().findFirst().orElseThrow().substring(EXPECTED.length());

    var refusal = catchThrowableOfType(KubernetesClientException.class, () -> create(text));

    assertThat(refusal).as("%s must be refused", manifest).isNotNull();
    assertThat(refusal).hasMessageContaining(expected);
  }

  private GenericKubernetesResource create(String yaml) {
    // Raw, not through the records: the server is to see what the user wrote.
    var manifest =
        client.getKubernetesSerialization().unmarshal(yaml, GenericKubernetesResource.class);
    var kind = client.genericKubernetesResources(manifest.getApiVersion(), manifest.getKind());
    var resources = manifest.getKind().startsWith("Cluster") ? kind : kind.inNamespace("default");
    return resources
        .resource(manifest)
        .dryRun()
        .fieldValidation(FieldValidateable.Validation.STRICT)
        .create();
  }

  private static List<Path> manifests(String prefix) throws IOException {
    try (var files = Files.list(CORPUS)) {
      return files.filter(f -> f.getFileName().toString().startsWith(prefix)).sorted().toList();
    }
  }
}
