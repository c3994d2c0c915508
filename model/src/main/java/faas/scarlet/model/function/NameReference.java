package faas.scarlet.model.function;

import io.fabric8.generator.annotation.Required;

/** Names an object of the function's own namespace. */
public record NameReference(@Required String name) {}
