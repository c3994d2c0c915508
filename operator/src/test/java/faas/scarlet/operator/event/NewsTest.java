package faas.scarlet.operator.event;

import static org.assertj.core.api.Assertions.assertThat;

import faas.scarlet.crd.FunctionStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewsTest {
  private static final Condition NOT_READY = condition("Ready", "False", "AccessDenied");
  private static final Condition DENIED = condition("StorageReady", "False", "AccessDenied");
  private static final Condition DOWN = condition("StorageReady", "False", "StoreUnreachable");
  private static final Condition WAITING = condition("ClusterReady", "Unknown", "Waiting");
  private static final Condition READY = condition("Ready", "True", "Ready");

  @Test
  void aPartThatFailedIsNewsOnceForEachReason() {
    var denied = status(NOT_READY, DENIED, WAITING);

    assertThat(News.of(null, denied)).containsExactly(DENIED);
    assertThat(News.of(denied, denied)).isEmpty();
    assertThat(News.of(denied, status(NOT_READY, DOWN))).containsExactly(DOWN);
  }

  @Test
  void thatTheWholeIsReadyIsNewsWhenItWasNot() {
    assertThat(News.of(status(NOT_READY, DENIED), status(READY))).containsExactly(READY);
    assertThat(News.of(status(READY), status(READY))).isEmpty();
  }

  private static FunctionStatus status(Condition... conditions) {
    return new FunctionStatus(1L, null, null, null, null, null, null, List.of(conditions));
  }

  private static Condition condition(String type, String status, String reason) {
    return new ConditionBuilder().withType(type).withStatus(status).withReason(reason).build();
  }
}
