package faas.scarlet.supervisor.engine;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Linux's Landlock: a thread gives up, for itself and all that it starts, every access to files but
 * what is named; nothing can undo it and no right is needed for it (landlock(7)).
 */
final class Landlock {
  private static final long CREATE_RULESET = 444;
  private static final long ADD_RULE = 445;
  private static final long RESTRICT_SELF = 446;
  private static final long WANT_VERSION = 1;
  private static final long PATH_BENEATH = 1;
  private static final long ONLY_AS_PATH = 0x280000; // O_PATH | O_CLOEXEC
  private static final long NO_NEW_PRIVILEGES = 38;

  /** All accesses that a version of Landlock knows; that of version 5, devices' calls, is left. */
  private static final long[] ACCESSES = {0, 0x1fff, 0x3fff, 0x7fff};

  /** Signals and abstract sockets stay among those who are enclosed. */
  private static final long SCOPES = 3;

  private static final int FIRST_WITH_SCOPES = 6;

  private Landlock() {}

  /** What one may do below a path. */
  enum Access {
    READ(0b1100),
    RUN(0b1101),
    WRITE(0x7ffe),
    ALL(0x7fff);

    /** Those that make sense for what is no directory: run, write, read, truncate. */
    private static final long ON_FILES = 0x4007;

    private final long bits;

    Access(long bits) {
      this.bits = bits;
    }

    private long on(Path path, int version) {
      return bits & accesses(version) & (Files.isDirectory(path) ? -1 : ON_FILES);
    }
  }

  /** An access to a path and all below it. */
  record Rule(Path path, Access access) {}

  /** The version that this kernel has; 0 where it has none. */
  static int version() {
    return Version.FOUND;
  }

  /** Whether an enclosed process can signal none outside. */
  static boolean scopesSignals() {
    return version() >= FIRST_WITH_SCOPES;
  }

  /** Makes a set of rules, whose descriptor the caller closes; paths that do not exist are left. */
  static long ruleset(List<Rule> rules) throws IOException {
    try (var arena = Arena.ofConfined()) {
      var set =
          ByteBuffer.allocate(24)
              .order(ByteOrder.nativeOrder())
              .putLong(accesses(version()))
              .putLong(0)
              .putLong(scopesSignals() ? SCOPES : 0);
      long size = scopesSignals() ? 24 : 8;
      long descriptor = Libc.SYSCALL.call(CREATE_RULESET, copy(arena, set), size, 0);
      for (var rule : rules) {
        if (Files.exists(rule.path())) {
          add(arena, descriptor, rule);
        }
      }
      return descriptor;
    }
  }

  private static void add(Arena arena, long set, Rule rule) throws IOException {
    var name = arena.allocateFrom(rule.path().toString(), StandardCharsets.UTF_8);
    long beneath = Libc.OPEN.call(name.address(), ONLY_AS_PATH);
    try {
      var attribute =
          ByteBuffer.allocate(12)
              .order(ByteOrder.nativeOrder())
              .putLong(rule.access().on(rule.path(), version()))
              .putInt((int) beneath);
      Libc.SYSCALL.call(ADD_RULE, set, PATH_BENEATH, copy(arena, attribute), 0);
    } finally {
      Libc.CLOSE.call(beneath);
    }
  }

  /** Encloses this thread. */
  static void restrict(long ruleset) throws IOException {
    giveUpNewPrivileges();
    Libc.SYSCALL.call(RESTRICT_SELF, ruleset, 0);
  }

  /** No program that this thread starts gets more rights than it has, set-user-id or not. */
  static void giveUpNewPrivileges() throws IOException {
    Libc.PRCTL.call(NO_NEW_PRIVILEGES, 1, 0, 0, 0);
  }

  private static long accesses(int version) {
    return ACCESSES[Math.min(version, ACCESSES.length - 1)];
  }

  private static long copy(Arena arena, ByteBuffer bytes) {
    var segment = arena.allocate(bytes.capacity(), Long.BYTES);
    return segment.copyFrom(MemorySegment.ofBuffer(bytes.flip())).address();
  }

  private static final class Version {
    static final int FOUND = find();

    private static int find() {
      try {
        return (int) Libc.SYSCALL.call(CREATE_RULESET, 0, 0, WANT_VERSION);
      } catch (IOException none) {
        return 0;
      }
    }
  }
}
