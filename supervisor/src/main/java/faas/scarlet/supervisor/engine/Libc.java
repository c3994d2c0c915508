package faas.scarlet.supervisor.engine;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Functions of the C library that Java has no method for. All are called alike, with six numbers or
 * addresses of which they take what they need, so that one stub serves them all.
 */
@SuppressWarnings("restricted")
enum Libc {
  SYSCALL("syscall"),
  PRCTL("prctl"),
  CAPSET("capset"),
  UNSHARE("unshare"),
  MOUNT("mount"),
  UMOUNT("umount2"),
  MEMFD("memfd_create"),
  FCNTL("fcntl"),
  OPEN("open"),
  CLOSE("close"),
  KILL("kill"),
  READLINK("readlink"),
  PIPE("pipe2"),
  WAITPID("waitpid"),
  SPAWN("posix_spawn"),
  ACTIONS("posix_spawn_file_actions_init"),
  ACTIONS_OPEN("posix_spawn_file_actions_addopen"),
  ACTIONS_DUP("posix_spawn_file_actions_adddup2"),
  ACTIONS_CHDIR("posix_spawn_file_actions_addchdir_np"),
  ACTIONS_CLOSE_FROM("posix_spawn_file_actions_addclosefrom_np"),
  ATTRIBUTES("posix_spawnattr_init"),
  ATTRIBUTES_FLAGS("posix_spawnattr_setflags"),
  ATTRIBUTES_DEFAULTS("posix_spawnattr_setsigdefault"),
  ATTRIBUTES_MASK("posix_spawnattr_setsigmask"),
  STRERROR("strerror");

  private static final int LONGEST_ERROR = 256;

  private final String symbol;
  private final MethodHandle function;

  Libc(String symbol) {
    this.symbol = symbol;
    this.function =
        Stub.LINKER.downcallHandle(
            Stub.LINKER
                .defaultLookup()
                .find(symbol)
                .orElseThrow(
                    () ->
                        new UnsupportedOperationException(
                            "this machine's C library has no "
                                + symbol
                                + "; glibc 2.34 or newer is needed")),
            Stub.SHAPE,
            Linker.Option.captureCallState("errno"));
  }

  /** Calls it; -1 is a failure. */
  long call(long... arguments) throws IOException {
    try (var arena = Arena.ofConfined()) {
      var state = arena.allocate(Stub.STATE);
      long result = invoke(state, arguments);
      if (result == -1 || (int) result == -1) {
        throw failed((int) Stub.ERRNO.get(state, 0L));
      }
      return result;
    }
  }

  /** Calls it; whether it went well. */
  boolean succeeds(long... arguments) {
    try (var arena = Arena.ofConfined()) {
      return (int) invoke(arena.allocate(Stub.STATE), arguments) != -1;
    }
  }

  /** Calls one of those that give their error as result. */
  void check(long... arguments) throws IOException {
    try (var arena = Arena.ofConfined()) {
      int error = (int) invoke(arena.allocate(Stub.STATE), arguments);
      if (error != 0) {
        throw failed(error);
      }
    }
  }

  private IOException failed(int error) {
    try (var arena = Arena.ofConfined()) {
      long text = STRERROR.invoke(arena.allocate(Stub.STATE), error);
      String why = MemorySegment.ofAddress(text).reinterpret(LONGEST_ERROR).getString(0);
      return new IOException(symbol + ": " + why);
    }
  }

  private long invoke(MemorySegment state, long... arguments) {
    long[] all = Arrays.copyOf(arguments, 6);
    try {
      return (long) function.invokeExact(state, all[0], all[1], all[2], all[3], all[4], all[5]);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(symbol, e);
    }
  }

  private static final class Stub {
    static final Linker LINKER = Linker.nativeLinker();
    static final FunctionDescriptor SHAPE =
        FunctionDescriptor.of(
            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static final StructLayout STATE = Linker.Option.captureStateLayout();
    static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  }
}
