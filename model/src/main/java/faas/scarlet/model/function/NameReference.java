package faas.scarlet.model.function;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** Names an object of the function's own namespace. */
public record NameReference(
    @Required @JsonPropertyDescription("Name of the object.") String name) {}
