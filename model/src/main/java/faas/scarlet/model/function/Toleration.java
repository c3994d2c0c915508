package faas.scarlet.model.function;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** A taint of a node that the function's pods bear, as in a Pod. */
public record Toleration(
    @Nullable @JsonPropertyDescription("Key of the taint; none: every taint.") String key,
    @Nullable @JsonPropertyDescription("Whether the value counts; Equal where left out.")
        Operator operator,
    @Nullable @JsonPropertyDescription("Value of the taint.") String value,
    @Nullable @JsonPropertyDescription("Effect of the taint; none: every effect.") Effect effect,
    @Nullable @Min(0) @JsonPropertyDescription("How long NoExecute is borne; none: for ever.")
        Integer tolerationSeconds) {

  /** How a taint is compared. */
  public enum Operator {
    @JsonProperty("Equal")
    EQUAL,
    @JsonProperty("Exists")
    EXISTS
  }

  /** What a taint does. */
  public enum Effect {
    @JsonProperty("NoSchedule")
    NO_SCHEDULE,
    @JsonProperty("PreferNoSchedule")
    PREFER_NO_SCHEDULE,
    @JsonProperty("NoExecute")
    NO_EXECUTE
  }
}
