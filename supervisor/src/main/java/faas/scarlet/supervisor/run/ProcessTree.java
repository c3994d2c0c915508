package faas.scarlet.supervisor.run;

import faas.scarlet.supervisor.engine.EnclosedProcess;
import faas.scarlet.supervisor.engine.Engine;
import faas.scarlet.supervisor.engine.Pause;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** All processes of a script, those that left its group or its parent too. */
final class ProcessTree {
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final long PAUSE_MILLIS = 5;
  private static final long POLL_MILLIS = 20;

  private final Process engine;
  private final Engine kind;
  private final Marker marker;
  private @Nullable ProcessHandle stopped;

  ProcessTree(Process engine, Engine kind, Marker marker) {
    this.engine = engine;
    this.kind = kind;
    this.marker = marker;
  }

  /**
   * Waits for the script's end, which is not always that of the engine's process: proot stays until
   * the last of what the script left behind has ended.
   *
   * @return whether it came within the limit
   */
  boolean waitFor(Duration limit) throws InterruptedException {
    if ((kind.hasNamespace() && stopped == null) || kind.wrappers() == 0) {
      return engine.waitFor(Math.max(0, limit.toMillis()), TimeUnit.MILLISECONDS);
    }
    long start = System.nanoTime();
    boolean hadChild = false;
    while (!engine.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
      long passed = System.nanoTime() - start;
      boolean hasChild = stopped == null ? hasChild() : living().size() > 1;
      hadChild |= hasChild || living().stream().anyMatch(left -> !isEngines(left));
      if (hadChild && !hasChild) {
        return true;
      }
      if (passed > limit.toNanos()) {
        return false;
      }
    }
    return true;
  }

  private boolean hasChild() {
    var own = ProcessHandle.of(engine.pid()).stream();
    for (int level = 0; level < kind.wrappers(); level++) {
      own = own.flatMap(ProcessHandle::children);
    }
    return own.anyMatch(ProcFolder::runs);
  }

  /** What an engine starts itself while it makes ready is its child; a script's leftover is not. */
  private boolean isEngines(ProcessHandle process) {
    return process.parent().filter(parent -> parent.pid() == engine.pid()).isPresent();
  }

  /**
   * Asks the script and all that it started to end; the engine's own processes are spared. A script
   * that is the first process of its namespace, and has not asked for it, does not get TERM: it is
   * stopped until the others have ended.
   */
  void terminate() throws InterruptedException {
    if (kind.hasNamespace() && kind.wrappers() == 1) {
      engine
          .children()
          .filter(first -> !ProcFolder.handlesTerm(first))
          .findFirst()
          .ifPresent(
              first -> {
                stopped = first;
                Pause.stop(first);
              });
    }
    living().forEach(ProcessHandle::destroy);
  }

  /** Ends all of it. */
  void kill() throws InterruptedException {
    try {
      // The first process of a namespace has gone: the kernel took the others with it.
      if (!kind.hasNamespace() || engine.isAlive()) {
        killLiving();
      }
    } finally {
      if (engine instanceof EnclosedProcess enclosed) {
        enclosed.leave();
      }
    }
  }

  private void killLiving() throws InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    for (var left = living(); !left.isEmpty() && System.nanoTime() < end; left = living()) {
      left.forEach(ProcessHandle::destroyForcibly);
      Thread.sleep(PAUSE_MILLIS);
    }
    if (!engine.waitFor(1, TimeUnit.SECONDS)) {
      engine.descendants().forEach(ProcessHandle::destroyForcibly);
      engine.destroyForcibly();
    }
  }

  private Set<ProcessHandle> living() throws InterruptedException {
    var all = new LinkedHashSet<ProcessHandle>();
    if (kind.hasNamespace()) {
      engine.descendants().forEach(all::add);
    } else {
      addUnbound(all);
    }
    removeWrappers(all);
    all.removeIf(process -> !ProcFolder.runs(process));
    return all;
  }

  private void addUnbound(Set<ProcessHandle> all) throws InterruptedException {
    if (engine instanceof EnclosedProcess enclosed) {
      all.addAll(enclosed.members());
      if (enclosed.knowsMembers()) {
        return;
      }
    }
    ProcessHandle.of(engine.pid()).filter(_ -> engine.isAlive()).ifPresent(all::add);
    engine.descendants().forEach(all::add);
    long session = engine.pid();
    all.addAll(
        ProcFolder.processes(
            process -> ProcFolder.session(process) == session || marker.isOn(process)));
  }

  private void removeWrappers(Set<ProcessHandle> all) {
    if (kind.wrappers() > 0) {
      all.removeIf(process -> process.pid() == engine.pid());
    }
    if (kind.wrappers() > 1 && engine.isAlive()) {
      engine.children().forEach(all::remove);
    }
  }
}
