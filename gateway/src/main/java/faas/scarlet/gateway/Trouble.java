package faas.scarlet.gateway;

/**
 * Something that the gateway cannot mend by itself, as long as it lasts.
 *
 * @param what is wrong, and what that means
 * @param remedy what the operator can do
 */
public record Trouble(String what, String remedy) {}
