package faas.scarlet.model.function;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** Names one key of a ConfigMap or Secret of the function's own namespace. */
public record KeyReference(
    @Required @JsonPropertyDescription("Name of the object.") String name,
    @Required @JsonPropertyDescription("Key in it.") String key) {}
