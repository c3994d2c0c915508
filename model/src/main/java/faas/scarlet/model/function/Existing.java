package faas.scarlet.model.function;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of the objects that an input held before the function was there. */
public enum Existing {
  @JsonProperty("Process")
  PROCESS,
  @JsonProperty("Ignore")
  IGNORE
}
