package faas.scarlet.supervisor.attempt;

import java.io.IOException;
import java.util.List;

/** Whoever waits for what an attempt makes, beside the object stores: the caller of a function. */
public interface Recipient {
  /** Nobody waits. */
  Recipient NOBODY =
      new Recipient() {
        @Override
        public void printed(byte[] bytes, int length) {}

        @Override
        public void made(List<Made> files) {}
      };

  /**
   * The script has printed this, on standard output or error.
   *
   * @param bytes of which the first {@code length} count; not to be kept
   */
  void printed(byte[] bytes, int length);

  /** The supervisor has something to say about the attempt, beside what the script prints. */
  default void noted(String line) {}

  /**
   * The script has succeeded and left these files in its output folder, which are there until this
   * returns.
   *
   * @throws IOException where they cannot be kept; the attempt has failed then
   */
  void made(List<Made> files) throws IOException;
}
