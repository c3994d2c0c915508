package faas.scarlet.model.event;

/** An event of no known form: the body itself is the input. */
public record Body(String raw) implements Event {}
