package faas.scarlet.supervisor.attempt;

import java.nio.file.Path;

/**
 * A file that a script has made.
 *
 * @param name relative to the output folder
 * @param file where it is, its links followed
 */
public record Made(String name, Path file) {}
