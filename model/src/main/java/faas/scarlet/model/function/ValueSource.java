package faas.scarlet.model.function;

import org.jspecify.annotations.Nullable;

/** Where a variable's value is; one of the two. */
public record ValueSource(
    @Nullable KeyReference secretKeyRef, @Nullable KeyReference configMapKeyRef) {}
