package faas.scarlet.operator.render;

import java.util.Optional;

/**
 * What an installation decides for all its functions.
 *
 * @param supervisorImage image of the function's pods
 * @param registryMirror passed to the supervisor as it is
 */
public record Settings(String supervisorImage, Optional<String> registryMirror) {}
