package faas.scarlet.supervisor.engine;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A seccomp filter (seccomp(2)) that answers "no such system call" to those that take paths and are
 * younger than proot 5.1: it would pass them on as they are, and they would see this machine's
 * files. Programs fall back to the older calls, which it translates.
 */
final class UnknownCalls {
  private static final long SET_SECCOMP = 22;
  private static final long FILTER = 2;
  private static final short LOAD = 0x20;
  private static final short IF_EQUAL = 0x15;
  private static final short RETURN = 0x06;
  private static final int ALLOW = 0x7fff0000;
  private static final int NO_SUCH_CALL = 0x00050000 | 38;
  private static final int NUMBER = 0;
  private static final int ARCHITECTURE = 4;
  private static final boolean ARM = System.getProperty("os.arch").equals("aarch64");

  /**
   * execveat, statx, io_uring_setup, open_tree, move_mount, openat2, faccessat2, fchmodat2; the
   * older two have another number on each architecture.
   */
  private static final List<Integer> CALLS =
      List.of(ARM ? 281 : 322, ARM ? 291 : 332, 425, 428, 429, 437, 439, 452);

  private UnknownCalls() {}

  /** Lays the filter out, and gives its address. */
  static long filter(Arena arena) {
    int last = CALLS.size() + 3;
    var program = ByteBuffer.allocate((last + 2) * 8).order(ByteOrder.nativeOrder());
    add(program, LOAD, 0, 0, ARCHITECTURE);
    add(program, IF_EQUAL, 0, last - 2, ARM ? 0xc00000b7 : 0xc000003e);
    add(program, LOAD, 0, 0, NUMBER);
    for (int i = 0; i < CALLS.size(); i++) {
      add(program, IF_EQUAL, CALLS.size() - i, 0, CALLS.get(i));
    }
    add(program, RETURN, 0, 0, ALLOW);
    add(program, RETURN, 0, 0, NO_SUCH_CALL);
    var code = arena.allocate(program.capacity(), Long.BYTES);
    code.copyFrom(MemorySegment.ofBuffer(program.flip()));
    var filter = arena.allocate(16, Long.BYTES);
    filter.set(ValueLayout.JAVA_SHORT, 0, (short) (code.byteSize() / 8));
    filter.set(ValueLayout.JAVA_LONG, 8, code.address());
    return filter.address();
  }

  /** Puts the filter on this thread and all that it starts. */
  static void hide(long filter) throws IOException {
    Landlock.giveUpNewPrivileges();
    Libc.PRCTL.call(SET_SECCOMP, FILTER, filter, 0, 0);
  }

  private static void add(ByteBuffer program, short code, int ifTrue, int ifFalse, int operand) {
    program.putShort(code).put((byte) ifTrue).put((byte) ifFalse).putInt(operand);
  }
}
