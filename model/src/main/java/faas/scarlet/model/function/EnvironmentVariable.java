package faas.scarlet.model.function;

import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** A variable of the script's environment, as in a Pod. */
public record EnvironmentVariable(
    @Required @Pattern("^[A-Za-z_][A-Za-z0-9_]*$") String name,
    @Nullable String value,
    @NotYet @Nullable ValueSource valueFrom) {}
