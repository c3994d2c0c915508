package faas.scarlet.supervisor.run;

import faas.scarlet.supervisor.attempt.AttemptFolder;
import faas.scarlet.supervisor.disk.FolderLock;
import faas.scarlet.supervisor.disk.Tree;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** What attempts of a supervisor that was killed have left behind: folders, and processes. */
public final class Leftovers {
  private static final Duration MAKING = Duration.ofMinutes(1);
  private static final Duration DYING = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofMillis(10);

  private Leftovers() {}

  /**
   * Removes them. An attempt's scratch folder holds a lock that nobody holds any more, and its
   * processes carry its id and event file in their environment: nothing else is touched.
   *
   * @return how many attempts there were
   */
  public static int remove(Path work) throws IOException {
    int removed = 0;
    try (DirectoryStream<Path> scratches =
        Files.newDirectoryStream(work, "*" + AttemptFolder.SCRATCH)) {
      for (Path scratch : scratches) {
        removed += remove(work, scratch);
      }
    }
    return removed;
  }

  private static int remove(Path work, Path scratch) throws IOException {
    var file = scratch.resolve(AttemptFolder.LOCK);
    if (!Files.exists(file) ? isBeingMade(scratch) : !Files.isWritable(file)) {
      return 0;
    }
    var lock = FolderLock.tryTake(file);
    if (lock.isEmpty()) {
      return 0;
    }
    try (var _ = lock.get()) {
      String name = scratch.getFileName().toString();
      String id = name.substring(0, name.length() - AttemptFolder.SCRATCH.length());
      var attempt = work.resolve(id);
      for (Path seenAs : new Path[] {attempt, Path.of("/tmp", id)}) {
        end(new Marker(id, seenAs.resolve("event.json")));
      }
      Tree.delete(attempt);
      Tree.delete(scratch);
      return 1;
    }
  }

  /** Waits for their ends, because what dies may still write into the folders. */
  private static void end(Marker marker) {
    var processes = ProcFolder.processes(marker::isOn);
    processes.forEach(ProcessHandle::destroyForcibly);
    long end = System.nanoTime() + DYING.toNanos();
    while (processes.stream().anyMatch(ProcFolder::runs) && System.nanoTime() < end) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  /** Without a lock it is either new, or its supervisor was killed while it removed it. */
  private static boolean isBeingMade(Path scratch) throws IOException {
    try {
      var since = Files.getLastModifiedTime(scratch).toInstant();
      return since.isAfter(Instant.now().minus(MAKING));
    } catch (NoSuchFileException gone) {
      return true;
    }
  }
}
