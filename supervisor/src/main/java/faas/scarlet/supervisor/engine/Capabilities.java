package faas.scarlet.supervisor.engine;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;

/**
 * What makes root more than a user (capabilities(7)). A script of root's gets none of it: with it
 * Landlock would not keep it from reading other processes' environments.
 */
final class Capabilities {
  private static final int VERSION_3 = 0x20080522;
  private static final long HEADER = 8;
  private static final long SETS = 24;

  private Capabilities() {}

  /** Lays out a header and empty sets, and gives their address. */
  static long none(Arena arena) {
    var memory = arena.allocate(HEADER + SETS, Long.BYTES);
    memory.set(ValueLayout.JAVA_INT, 0, VERSION_3);
    return memory.address();
  }

  /** Gives up all that this thread has; with no new privileges no program gets them back. */
  static void giveUp(long none) throws IOException {
    Landlock.giveUpNewPrivileges();
    Libc.CAPSET.call(none, none + HEADER);
  }
}
