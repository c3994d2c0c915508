package faas.scarlet.model.outcome;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How an attempt ended. */
public enum AttemptState {
  @JsonProperty("Succeeded")
  SUCCEEDED,
  @JsonProperty("Failed")
  FAILED,
  @JsonProperty("TimedOut")
  TIMED_OUT
}
