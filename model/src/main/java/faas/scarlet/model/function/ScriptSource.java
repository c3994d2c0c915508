package faas.scarlet.model.function;

import io.fabric8.generator.annotation.Required;

/** Where a script is that the manifest does not hold itself. */
public record ScriptSource(@Required KeyReference configMapKeyRef) {}
