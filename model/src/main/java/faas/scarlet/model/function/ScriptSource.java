package faas.scarlet.model.function;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** Where a script is that the manifest does not hold itself. */
public record ScriptSource(
    @Required @JsonPropertyDescription("A key of a ConfigMap of the function's namespace.")
        KeyReference configMapKeyRef) {}
