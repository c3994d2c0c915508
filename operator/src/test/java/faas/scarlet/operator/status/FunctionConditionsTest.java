package faas.scarlet.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import faas.scarlet.crd.FunctionStatus;
import faas.scarlet.crd.ScarFunction;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class FunctionConditionsTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private final ScarFunction function = new ScarFunction();

  FunctionConditionsTest() {
    function.setMetadata(new ObjectMetaBuilder().withGeneration(7L).build());
  }

  @Test
  void aFunctionIsReadyWhenAllItsPartsAre() {
    var status = allReady(at(NOON)).status();

    assertThat(ready(status).getStatus()).isEqualTo("True");
    assertThat(status.observedGeneration()).isEqualTo(7);
    assertThat(status.conditions())
        .extracting(Condition::getType)
        .containsExactly("Ready", "SpecValid", "StorageReady", "TriggerReady", "ClusterReady");
    assertThat(status.conditions()).allMatch(c -> c.getObservedGeneration() == 7);
  }

  @Test
  void readyNamesTheFirstPartThatFailed() {
    var conditions = allReady(at(NOON));
    conditions.waiting(ConditionType.STORAGE_READY, Reason.WAITING, "soon");
    conditions.failed(ConditionType.TRIGGER_READY, Reason.ACCESS_DENIED, "give it the right");

    var ready = ready(conditions.status());

    assertThat(ready.getStatus()).isEqualTo("False");
    assertThat(ready.getReason()).isEqualTo("AccessDenied");
    assertThat(ready.getMessage()).isEqualTo("TriggerReady: give it the right");
  }

  @Test
  void whatNobodyLookedAtIsUnknownAndNotWhatItWasBefore() {
    function.setStatus(allReady(at(NOON)).status());
    var conditions = at(NOON.plusSeconds(60));
    conditions.ready(ConditionType.SPEC_VALID, "fine");

    var status = conditions.status();

    assertThat(ready(status).getStatus()).isEqualTo("Unknown");
    assertThat(status.conditions().getLast().getStatus()).isEqualTo("Unknown");
  }

  @Test
  void theTimeOfATransitionStaysWhileTheStatusStays() {
    function.setStatus(allReady(at(NOON)).status());
    var later = allReady(at(NOON.plusSeconds(60)));
    later.failed(ConditionType.CLUSTER_READY, Reason.REVISION_FAILED, "look");

    var status = later.status();

    assertThat(status.conditions().get(1).getLastTransitionTime()).isEqualTo(NOON.toString());
    assertThat(ready(status).getLastTransitionTime()).isEqualTo("2026-01-01T12:01:00Z");
  }

  @Test
  void theSameStateGivesTheSameStatusSoThatNothingIsWritten() {
    function.setStatus(allReady(at(NOON)).status());

    var status = allReady(at(NOON.plusSeconds(60))).status();

    assertThat(status).isEqualTo(function.getStatus());
  }

  @Test
  void aMessageHasBounds() {
    var conditions = at(NOON);
    conditions.failed(ConditionType.CLUSTER_READY, Reason.REVISION_FAILED, "x".repeat(100_000));

    assertThat(conditions.status().conditions())
        .allMatch(condition -> condition.getMessage().length() <= 1000);
  }

  @Test
  void onlyTheUserCanCureASpec() {
    var conditions = at(NOON);
    conditions.failed(ConditionType.SPEC_VALID, Reason.INVALID_SPEC, "spec.image: wrong");
    assertThat(conditions.isWorthAnotherTry()).isFalse();

    conditions.failed(ConditionType.STORAGE_READY, Reason.STORE_UNREACHABLE, "down");

    assertThat(conditions.isWorthAnotherTry()).isTrue();
  }

  @Test
  void whatIsMissingMayComeSoItIsLookedForAgain() {
    var conditions = at(NOON);

    conditions.failed(ConditionType.SPEC_VALID, Reason.SCRIPT_NOT_FOUND, "make it");

    assertThat(conditions.isWorthAnotherTry()).isTrue();
  }

  @Test
  void aDigestIsKeptUntilTheSpecChanges() {
    var first = allReady(at(NOON));
    first.imageDigest("sha256:1");
    function.setStatus(first.status());
    assertThat(allReady(at(NOON)).status().imageDigest()).isEqualTo("sha256:1");

    function.getMetadata().setGeneration(8L);

    assertThat(allReady(at(NOON)).status().imageDigest()).isNull();
  }

  private FunctionConditions at(Instant now) {
    return new FunctionConditions(function, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static FunctionConditions allReady(FunctionConditions conditions) {
    for (var type : ConditionType.values()) {
      if (type != ConditionType.IMAGE_READY && type != ConditionType.LAMBDA_READY) {
        conditions.ready(type, "fine");
      }
    }
    return conditions;
  }

  private static Condition ready(FunctionStatus status) {
    return status.conditions().getFirst();
  }
}
