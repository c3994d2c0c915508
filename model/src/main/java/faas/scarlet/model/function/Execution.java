package faas.scarlet.model.function;

import static faas.scarlet.model.function.Absent.orElse;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.ValidationRule;

/** How the image is run. */
@ValidationRule(
    value = "!has(self.mode) || self.mode != 'Bake' || !has(self.engine) || self.engine == 'auto'",
    message = Execution.BAKED_IS_NATIVE)
public record Execution(
    @Default("Unpack")
        @JsonPropertyDescription(
            "Who carries the image's files to the instance: the supervisor from its cache (Unpack), or the platform, the supervisor being put into a copy of the image (Bake).")
        Mode mode,
    @NotYet("native")
        @Default("auto")
        @JsonPropertyDescription("auto: the best that works in this place.")
        EngineChoice engine,
    @Default("false")
        @JsonPropertyDescription("A private, writable copy of the image's files per attempt.")
        Boolean writableRoot) {
  static final String BAKED_IS_NATIVE =
      "execution.engine: what is baked runs natively, without an engine; leave it out, or let execution.mode be Unpack";
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
