package faas.scarlet.operator.knative;

import static org.assertj.core.api.Assertions.assertThat;

import faas.scarlet.model.function.FunctionSpec;
import faas.scarlet.model.function.Manifest;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnativeFlagsTest {
  @Test
  void whatIsOffIsNamedWithItsFlagAndItsConfigMap() throws Exception {
    var flags = new KnativeFlags(Map.of("kubernetes.podspec-tolerations", "enabled"));

    var refusal = flags.refusal(spec("{nodeSelector: {disk: ssd}, tolerations: [{key: a}]}"));

    assertThat(refusal.orElseThrow())
        .contains("spec.pod.nodeSelector", "kubernetes.podspec-nodeselector: enabled")
        .contains("ConfigMap config-features of namespace knative-serving")
        .doesNotContain("tolerations");
  }

  @Test
  void whatNeedsNoFlagIsAllowed() throws Exception {
    var flags = new KnativeFlags(Map.of());

    assertThat(flags.refusal(spec("{serviceAccountName: a, labels: {team: b}}"))).isEmpty();
  }

  @Test
  void aClaimMustBeAllowedAndWritable() {
    String claim = "kubernetes.podspec-persistent-volume-claim";
    String write = "kubernetes.podspec-persistent-volume-write";

    assertThat(new KnativeFlags(Map.of(claim, "enabled")).letPodsWriteClaims()).isFalse();
    assertThat(new KnativeFlags(Map.of(claim, "Enabled", write, "allowed")).letPodsWriteClaims())
        .isTrue();
  }

  private static FunctionSpec spec(String pod) throws Exception {
    String manifest =
        """
        apiVersion: scarlet.faas/v1alpha1
        kind: ScarFunction
        metadata: {name: f}
        spec: {image: debian, pod: %s}
        """
            .formatted(pod);
    return Manifest.read(manifest, "f.yaml").getFirst().spec();
  }
}
