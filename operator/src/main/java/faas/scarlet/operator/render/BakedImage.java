package faas.scarlet.operator.render;

import java.util.Optional;

/**
 * The user's image with the supervisor in it.
 *
 * @param reference by digest
 * @param pullSecret Secret of the function's namespace with the login by which nodes pull it
 */
public record BakedImage(String reference, Optional<String> pullSecret) {}
