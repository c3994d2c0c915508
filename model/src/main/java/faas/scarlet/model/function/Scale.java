package faas.scarlet.model.function;

import static faas.scarlet.model.function.Absent.orElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;

/** Bounds for the number of instances on the cluster. */
@ValidationRule(
    value = "!has(self.min) || !has(self.max) || self.min <= self.max",
    message = "scale.min: expected at most scale.max")
public record Scale(
    @Default("0") @Min(0) @JsonPropertyDescription("Instances that are always there.") Integer min,
    @Default("10") @Min(1) @JsonPropertyDescription("Instances at the most.") Integer max) {
  /** Instances at the most, where nobody says otherwise. */
  public static final int STANDARD_MAX = 10;

  static final Scale DEFAULT = new Scale(0, STANDARD_MAX);

  public Scale {
    min = orElse(min, 0);
    max = orElse(max, STANDARD_MAX);
  }
}
