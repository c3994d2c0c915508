package faas.scarlet.model.function;

import io.fabric8.generator.annotation.Required;

/** Names one key of a ConfigMap or Secret of the function's own namespace. */
public record KeyReference(@Required String name, @Required String key) {}
