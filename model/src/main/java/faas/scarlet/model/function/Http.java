package faas.scarlet.model.function;

import io.fabric8.generator.annotation.Default;

/** Whether the function is called over HTTP. */
public record Http(@Default("false") Boolean enabled) {}
