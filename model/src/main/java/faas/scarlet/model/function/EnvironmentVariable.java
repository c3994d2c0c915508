package faas.scarlet.model.function;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A variable of the script's environment, as in a Pod. */
@ValidationRule(
    value = "!(has(self.value) && has(self.valueFrom))",
    message = EnvironmentVariable.ONE_VALUE)
@ValidationRule(
    value =
        "!(self.name in ['INPUT_FILE_PATH', 'TMP_INPUT_DIR', 'TMP_OUTPUT_DIR', 'STORAGE_OBJECT_KEY',"
            + " 'EVENT', 'EVENT_TIME', 'REQUEST_ID', 'AWS_LAMBDA_REQUEST_ID'])"
            + " && !self.name.startsWith('SCAR_') && !self.name.startsWith('SCARLET_')"
            + " && !self.name.startsWith('CONT_VAR_') && !self.name.startsWith('LD_')",
    message = "name: belongs to the contract with scripts; choose another name")
public record EnvironmentVariable(
    @Required
        @Pattern("^[A-Za-z_][A-Za-z0-9_]*$")
        @Size(max = 200)
        @JsonPropertyDescription("Its name; names of the contract with scripts are refused.")
        String name,
    @Nullable @JsonPropertyDescription("Its value, in line.") String value,
    @Nullable @JsonPropertyDescription("Where its value is, instead of in line.")
        ValueSource valueFrom) {

  static final String ONE_VALUE = "value and valueFrom exclude each other: keep one";

  /**
   * Name of the supervisor's own variable from which a referenced value comes; the script does not
   * see it.
   */
  public String carrier() {
    return "SCARLET_VALUE_" + name;
  }
}
