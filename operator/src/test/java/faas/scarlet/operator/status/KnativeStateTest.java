package faas.scarlet.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import faas.scarlet.crd.FunctionStatus;
import faas.scarlet.crd.ScarFunction;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.knative.serving.v1.ServiceBuilder;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class KnativeStateTest {
  @Test
  void aReadyServiceGivesItsAddress() {
    var status = report(service(2, 2, "True"));

    assertThat(cluster(status).getStatus()).isEqualTo("True");
    assertThat(status.url()).isEqualTo("http://f.ns.svc.cluster.local");
  }

  @Test
  void aServiceThatLagsIsUnknownThoughItWasReady() {
    var status = report(service(3, 2, "True"));

    assertThat(cluster(status).getStatus()).isEqualTo("Unknown");
    assertThat(cluster(status).getReason()).isEqualTo("Waiting");
  }

  @Test
  void aFailedServiceSaysWhatKnativeSays() {
    var status = report(service(2, 2, "False"));

    assertThat(cluster(status).getReason()).isEqualTo("RevisionFailed");
    assertThat(cluster(status).getMessage()).contains("image not found", "kubectl describe ksvc f");
  }

  @Test
  void aServiceWithoutAStatusIsWaitedFor() {
    var fresh = new ServiceBuilder().withNewMetadata().withName("f").endMetadata().build();

    assertThat(cluster(report(fresh)).getStatus()).isEqualTo("Unknown");
  }

  private static FunctionStatus report(Service service) {
    var conditions = new FunctionConditions(new ScarFunction(), Clock.systemUTC());
    KnativeState.report(service, conditions);
    return conditions.status();
  }

  private static Condition cluster(FunctionStatus status) {
    return status.conditions().getLast();
  }

  private static Service service(long generation, long observed, String ready) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withName("f")
        .withGeneration(generation)
        .endMetadata()
        .withNewStatus()
        .withObservedGeneration(observed)
        .withNewAddress()
        .withUrl("http://f.ns.svc.cluster.local")
        .endAddress()
        .addNewCondition()
        .withType("Ready")
        .withStatus(ready)
        .withMessage("image not found")
        .endCondition()
        .endStatus()
        .build();
  }
}
