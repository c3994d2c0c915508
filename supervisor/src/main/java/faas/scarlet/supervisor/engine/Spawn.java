package faas.scarlet.supervisor.engine;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a program from the thread that it is called on, in a session of its own, with nothing of
 * ours open (posix_spawn(3)). Java's own way of starting processes would leave a thread of its own
 * in the caller's enclosure.
 */
final class Spawn {
  /** Room for structures that C knows the size of. */
  private static final long ANY_STRUCTURE = 1024;

  private static final long SIGNALS = 128;
  private static final short FLAGS = 0x80 | 0x08 | 0x04; // SETSID | SETSIGMASK | SETSIGDEF
  private static final long READ_ONLY = 0;

  private final MemorySegment process;
  private final MemorySegment program;
  private final MemorySegment actions;
  private final MemorySegment attributes;
  private final MemorySegment arguments;
  private final MemorySegment environment;

  /**
   * Lays everything out, so that the start itself needs nothing but the kernel.
   *
   * @param output descriptor that becomes the program's output and error output
   */
  Spawn(Arena arena, Launch launch, long output) throws IOException {
    this.process = arena.allocate(ValueLayout.JAVA_INT);
    this.program = arena.allocateFrom(launch.command().getFirst());
    this.arguments = texts(arena, launch.command());
    this.environment =
        texts(
            arena,
            launch.environment().entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList());
    this.actions = arena.allocate(ANY_STRUCTURE, Long.BYTES);
    Libc.ACTIONS.check(actions.address());
    Libc.ACTIONS_OPEN.check(
        actions.address(), 0, arena.allocateFrom("/dev/null").address(), READ_ONLY, 0);
    Libc.ACTIONS_DUP.check(actions.address(), output, 1);
    Libc.ACTIONS_DUP.check(actions.address(), output, 2);
    Libc.ACTIONS_CHDIR.check(
        actions.address(), arena.allocateFrom(launch.directory().toString()).address());
    Libc.ACTIONS_CLOSE_FROM.check(actions.address(), 3);
    this.attributes = arena.allocate(ANY_STRUCTURE, Long.BYTES);
    Libc.ATTRIBUTES.check(attributes.address());
    Libc.ATTRIBUTES_FLAGS.check(attributes.address(), FLAGS);
    Libc.ATTRIBUTES_MASK.check(attributes.address(), arena.allocate(SIGNALS).address());
    Libc.ATTRIBUTES_DEFAULTS.check(
        attributes.address(), arena.allocate(SIGNALS).fill((byte) -1).address());
  }

  /** Starts it and gives its number. */
  long start() throws IOException {
    Libc.SPAWN.check(
        process.address(),
        program.address(),
        actions.address(),
        attributes.address(),
        arguments.address(),
        environment.address());
    return process.get(ValueLayout.JAVA_INT, 0);
  }

  private static MemorySegment texts(Arena arena, List<String> texts) {
    var addresses = new ArrayList<MemorySegment>();
    texts.forEach(text -> addresses.add(arena.allocateFrom(text)));
    var array = arena.allocate(ValueLayout.ADDRESS, addresses.size() + 1L);
    for (int i = 0; i < addresses.size(); i++) {
      array.setAtIndex(ValueLayout.ADDRESS, i, addresses.get(i));
    }
    return array;
  }
}
