package faas.scarlet.model.function;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** Whether the function is called over HTTP, as {@code POST /functions/{namespace}/{name}}. */
public record Http(
    @Default("false") @JsonPropertyDescription("Whether callers may start the function.")
        Boolean enabled) {}
