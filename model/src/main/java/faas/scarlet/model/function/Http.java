package faas.scarlet.model.function;

import io.fabric8.generator.annotation.Default;

/** Whether the function is called over HTTP, as {@code POST /functions/{namespace}/{name}}. */
public record Http(@Default("false") Boolean enabled) {}
