package faas.scarlet.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator says of a store; nobody else writes it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ObjectStoreStatus(
    @Nullable @JsonPropertyDescription("Generation of the spec that this status is about.")
        Long observedGeneration,
    @Nullable @JsonPropertyDescription("Tells one content of the store's Secrets from another.")
        String credentialsVersion,
    @JsonPropertyDescription("Reachable, AccountsReady, NotificationsReady.")
        List<Condition> conditions) {

  @SuppressWarnings("NullAway") // the API server leaves an empty list out
  public ObjectStoreStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }
}
