package faas.scarlet.gateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import faas.scarlet.crd.FunctionStatus;
import faas.scarlet.crd.ScarFunction;
import faas.scarlet.model.Json;
import faas.scarlet.model.function.FunctionSpec;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** ScarFunctions come and go, as an API server tells it. */
@EnableKubernetesMockClient(crud = true)
class KubernetesCatalogueIT {
  private static final String URL = "http://copy.imaging.svc.cluster.local";

  @SuppressWarnings("NullAway.Init") // set by the extension
  private KubernetesClient kubernetes;

  @Test
  void functionsOfAllNamespacesComeChangeAndGo() {
    create("copy", null, "True");
    try (var catalogue = new KubernetesCatalogue(kubernetes, List.of())) {
      var changes = new AtomicInteger();
      catalogue.onChange(changes::incrementAndGet);
      var first = only(catalogue);
      assertThat(first.function().id()).hasToString("imaging/copy");
      assertThat(first.function().uid()).isNotEmpty();
      assertThat(first.function().spec().maxInFlight()).isEqualTo(10);
      assertThat(first.url()).as("no service yet").isEmpty();
      assertThat(first.onLambda()).isFalse();

      create("copy", URL, "True");
      await().until(() -> only(catalogue).url().equals(Optional.of(URI.create(URL))));
      assertThat(only(catalogue).onLambda()).isTrue();
      assertThat(changes).hasPositiveValue();

      create("copy", URL, "False");
      await().until(() -> only(catalogue).url().isEmpty());
      assertThat(only(catalogue).onLambda()).isFalse();
      assertThat(catalogue.problems())
          .singleElement()
          .satisfies(problem -> assertThat(problem.source()).isEqualTo("imaging/copy"));

      kubernetes.resources(ScarFunction.class).inNamespace("imaging").withName("copy").delete();
      await().until(() -> catalogue.functions().isEmpty());
    }
  }

  @Test
  void functionsOfOtherNamespacesAreNotSeenWhereSomeAreChosen() {
    create("copy", null, "True");
    try (var theirs = new KubernetesCatalogue(kubernetes, List.of("imaging", "sound"));
        var others = new KubernetesCatalogue(kubernetes, List.of("sound"))) {
      assertThat(theirs.functions()).hasSize(1);
      assertThat(others.functions()).isEmpty();
    }
  }

  private static CataloguedFunction only(Catalogue catalogue) {
    assertThat(catalogue.functions()).hasSize(1);
    return catalogue.functions().getFirst();
  }

  /** With a service, where it has one, and on Lambda then too. */
  private void create(String name, @Nullable String url, String specValid) {
    var function = new ScarFunction();
    function.getMetadata().setName(name);
    function.getMetadata().setNamespace("imaging");
    function.setSpec(Json.MAPPER.convertValue(Map.of("image", "busybox"), FunctionSpec.class));
    Condition valid = new ConditionBuilder().withType("SpecValid").withStatus(specValid).build();
    function.setStatus(new FunctionStatus(1L, null, url, url, null, null, null, List.of(valid)));
    kubernetes.resource(function).createOr(existing -> existing.update());
  }
}
