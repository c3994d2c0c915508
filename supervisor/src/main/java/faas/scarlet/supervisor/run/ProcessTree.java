package faas.scarlet.supervisor.run;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** All processes of a script, those that left its group or its parent too. */
final class ProcessTree {
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final long PAUSE_MILLIS = 5;

  private final Process engine;
  private final int wrappers;
  private final Marker marker;

  ProcessTree(Process engine, int wrappers, Marker marker) {
    this.engine = engine;
    this.wrappers = wrappers;
    this.marker = marker;
  }

  /** Asks the script and all that it started to end; the engine's own processes are spared. */
  void terminate() {
    living().forEach(ProcessHandle::destroy);
  }

  /** Ends all of it. */
  void kill() throws InterruptedException {
    if (wrappers > 0 && !engine.isAlive()) {
      return; // the first process of the namespace has gone, and the kernel took the others with it
    }
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

  private Set<ProcessHandle> living() {
    if (wrappers == 0) {
      return unbound();
    }
    var spared =
        wrappers > 1 ? engine.children().collect(Collectors.toSet()) : Set.<ProcessHandle>of();
    return engine
        .descendants()
        .filter(process -> !spared.contains(process) && ProcFolder.runs(process))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private Set<ProcessHandle> unbound() {
    long session = engine.pid();
    var all = new LinkedHashSet<ProcessHandle>();
    if (engine.isAlive()) {
      all.add(engine.toHandle());
    }
    engine.descendants().forEach(all::add);
    all.addAll(
        ProcFolder.processes(
            process -> ProcFolder.session(process) == session || marker.isOn(process)));
    all.removeIf(process -> !ProcFolder.runs(process));
    return all;
  }
}
