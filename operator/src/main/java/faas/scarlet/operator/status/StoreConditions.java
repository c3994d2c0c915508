package faas.scarlet.operator.status;

import faas.scarlet.crd.ObjectStoreStatus;
import faas.scarlet.crd.StoreResource;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The status of one store while it is looked at. What is not said is Unknown. */
public final class StoreConditions {
  private final StoreResource store;
  private final List<Condition> before;
  private final Clock clock;
  private final Map<StoreConditionType, Part> parts = new EnumMap<>(StoreConditionType.class);

  private record Part(State state, Reason reason, String message) {}

  /** Begins where the last look ended. */
  public StoreConditions(StoreResource store, Clock clock) {
    this.store = store;
    this.before = store.getStatus() == null ? List.of() : store.getStatus().conditions();
    this.clock = clock;
  }

  /** This part is as it should be. */
  public void ready(StoreConditionType type, Reason reason, String message) {
    parts.put(type, new Part(State.TRUE, reason, message));
  }

  /** This part cannot be known. */
  public void waiting(StoreConditionType type, Reason reason, String message) {
    parts.put(type, new Part(State.UNKNOWN, reason, message));
  }

  /** This part needs somebody to do what the message says. */
  public void failed(StoreConditionType type, Reason reason, String message) {
    parts.put(type, new Part(State.FALSE, reason, message));
  }

  /**
   * The status as it is to be; equal to the former one where nothing has changed.
   *
   * @param credentialsVersion tells this content of the Secret from another; null where there is no
   *     Secret
   */
  public ObjectStoreStatus status(@Nullable String credentialsVersion) {
    return new ObjectStoreStatus(
        store.getMetadata().getGeneration(),
        credentialsVersion,
        Arrays.stream(StoreConditionType.values()).map(this::condition).toList());
  }

  private Condition condition(StoreConditionType type) {
    var part =
        parts.getOrDefault(
            type, new Part(State.UNKNOWN, Reason.NOT_LOOKED_AT, "waits for what comes before it"));
    return new ConditionBuilder()
        .withType(type.label())
        .withStatus(part.state().label())
        .withReason(part.reason().label())
        .withMessage(part.message())
        .withObservedGeneration(store.getMetadata().getGeneration())
        .withLastTransitionTime(lastTransition(type, part.state()))
        .build();
  }

  private String lastTransition(StoreConditionType type, State state) {
    return before.stream()
        .filter(c -> c.getType().equals(type.label()) && c.getStatus().equals(state.label()))
        .map(Condition::getLastTransitionTime)
        .findFirst()
        .orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
  }
}
