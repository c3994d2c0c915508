package faas.scarlet.model.function;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Where a variable's value is; one of the two. */
@ValidationRule(
    value = "has(self.secretKeyRef) != has(self.configMapKeyRef)",
    message = ValueSource.ONE_PLACE)
public record ValueSource(
    @Nullable @JsonPropertyDescription("A key of a Secret of the function's namespace.")
        KeyReference secretKeyRef,
    @Nullable @JsonPropertyDescription("A key of a ConfigMap of the function's namespace.")
        KeyReference configMapKeyRef) {
  static final String ONE_PLACE = "expected one of secretKeyRef and configMapKeyRef";
}
