package faas.scarlet.supervisor.engine;

import faas.scarlet.supervisor.engine.Landlock.Access;
import faas.scarlet.supervisor.engine.Landlock.Rule;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a program gets from the kernel that has no namespace around it.
 *
 * @param rules all files that it may touch, where the kernel has Landlock
 * @param olderCalls whether it is to do without system calls that proot does not know
 */
record Enclosure(List<Rule> rules, boolean olderCalls) {
  Enclosure {
    rules = List.copyOf(rules);
  }

  /**
   * The view that all engines give: the image, the attempt, {@code /tmp}, harmless devices, {@code
   * /proc} (where Landlock hides the insides of processes that are not enclosed), resolver files.
   */
  static Enclosure around(Program program, Stream<Rule> more, boolean olderCalls) {
    var rules = new ArrayList<>(view(program.folders()));
    rules.add(new Rule(program.root(), program.writableRoot() ? Access.ALL : Access.RUN));
    more.forEach(rules::add);
    return new Enclosure(rules, olderCalls);
  }

  /** The view without the image. */
  static List<Rule> view(Workspace folders) {
    var rules = new ArrayList<Rule>();
    rules.add(new Rule(folders.attempt(), Access.ALL));
    rules.add(new Rule(folders.temporary(), Access.ALL));
    rules.add(new Rule(Path.of("/proc"), Access.READ));
    PrivateView.DEVICES.forEach(
        device -> rules.add(new Rule(Path.of("/dev", device), Access.WRITE)));
    PrivateView.resolverFiles().forEach(file -> rules.add(new Rule(Path.of(file), Access.READ)));
    return rules;
  }

  /** One sentence on what it is worth here. */
  static String worth() {
    if (Landlock.version() == 0) {
      return "not enclosed: this kernel has no Landlock, so a script can read what this user can";
    }
    return Landlock.scopesSignals()
        ? "enclosed by Landlock, files and signals"
        : "enclosed by Landlock, files; signals need Linux 6.12";
  }

  /** Makes what a thread needs to enter it; kept by the arena, and the descriptor by the caller. */
  Entry entry(Arena arena) throws IOException {
    return new Entry(
        Landlock.version() > 0 ? Landlock.ruleset(rules) : Entry.NONE,
        olderCalls ? UnknownCalls.filter(arena) : Entry.NONE,
        Capabilities.none(arena));
  }

  /**
   * An enclosure in the kernel's terms.
   *
   * @param ruleset descriptor of the rules
   * @param filter address of the filter
   * @param capabilities address of the set that is left, which is empty
   */
  record Entry(long ruleset, long filter, long capabilities) implements AutoCloseable {
    private static final long NONE = -1;

    /** Encloses nothing. */
    static final Entry OPEN = new Entry(NONE, NONE, NONE);

    /** Encloses this thread and all that it starts, for good. */
    void enter() throws IOException {
      if (ruleset != NONE) {
        Landlock.restrict(ruleset);
      }
      if (filter != NONE) {
        UnknownCalls.hide(filter);
      }
      if (capabilities != NONE) {
        Capabilities.giveUp(capabilities);
      }
    }

    @Override
    public void close() throws IOException {
      if (ruleset != NONE) {
        Libc.CLOSE.call(ruleset);
      }
    }
  }
}
