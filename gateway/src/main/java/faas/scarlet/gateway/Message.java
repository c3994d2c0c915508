package faas.scarlet.gateway;

/** Body of every answer that is an error: what was expected, what was found, what to do. */
public record Message(String message) {}
