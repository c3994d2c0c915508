package faas.scarlet.model.function;

import static faas.scarlet.model.function.Absent.orElse;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** How the image is run. */
public record Execution(
    @NotYet("Bake")
        @Default("Unpack")
        @JsonPropertyDescription("Who carries the image's files to the instance.")
        Mode mode,
    @NotYet("native")
        @Default("auto")
        @JsonPropertyDescription("auto: the best that works in this place.")
        EngineChoice engine,
    @Default("false")
        @JsonPropertyDescription("A private, writable copy of the image's files per attempt.")
        Boolean writableRoot) {
  static final Execution DEFAULT = new Execution(Mode.UNPACK, EngineChoice.AUTO, false);

  public Execution {
    mode = orElse(mode, Mode.UNPACK);
    engine = orElse(engine, EngineChoice.AUTO);
    writableRoot = orElse(writableRoot, false);
  }

  /** Who carries the image's files to the instance. */
  public enum Mode {
    @JsonProperty("Unpack")
    UNPACK,
    @JsonProperty("Bake")
    BAKE
  }
}
