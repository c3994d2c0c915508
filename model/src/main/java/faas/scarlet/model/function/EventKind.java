package faas.scarlet.model.function;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What may happen to an object for an input to care. */
public enum EventKind {
  @JsonProperty("created")
  CREATED
}
