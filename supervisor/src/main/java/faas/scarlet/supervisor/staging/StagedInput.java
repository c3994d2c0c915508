package faas.scarlet.supervisor.staging;

import java.util.Optional;

/**
 * What an event has brought into the input folder.
 *
 * @param name of the file; empty where there is none
 * @param bytes its size
 * @param depth how many functions have made it, one after the other; 0 for a user's own file
 */
public record StagedInput(Optional<String> name, long bytes, int depth) {
  /** No file. */
  static StagedInput none(int depth) {
    return new StagedInput(Optional.empty(), 0, depth);
  }
}
