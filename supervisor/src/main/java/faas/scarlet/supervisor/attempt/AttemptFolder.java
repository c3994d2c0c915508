package faas.scarlet.supervisor.attempt;

import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.disk.FolderLock;
import faas.scarlet.supervisor.disk.Tree;
import faas.scarlet.supervisor.engine.Workspace;
import faas.scarlet.supervisor.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folders of a running attempt, removed at its end whatever happens:
 *
 * <pre>
 * WORK/ID/input, output, event.json, script   what the script sees
 * WORK/ID.scarlet/                            the engine's, with the lock that says: in use
 * </pre>
 */
public final class AttemptFolder implements AutoCloseable {
  /** Ends the name of the folder that stands beside each attempt's own. */
  public static final String SCRATCH = ".scarlet";

  /** The lock in the scratch folder: held as long as its attempt runs. */
  public static final String LOCK = "lock";

  private final Workspace workspace;
  private final FolderLock lock;

  private AttemptFolder(Workspace workspace, FolderLock lock) {
    this.workspace = workspace;
    this.lock = lock;
  }

  /**
   * Makes the folders.
   *
   * @param work where attempts are; made where it is missing
   */
  public static AttemptFolder make(Path work, String id) throws Fault, AlreadyRunningException {
    var workspace = new Workspace(id, work.resolve(id), work.resolve(id + SCRATCH));
    try {
      var lock = FolderLock.tryTake(workspace.scratch().resolve(LOCK));
      if (lock.isEmpty()) {
        throw new AlreadyRunningException(id);
      }
      return new AttemptFolder(workspace, lock.get()).filled();
    } catch (IOException e) {
      throw Fault.of(Reason.DISK_FULL, "making the attempt's folder " + workspace.attempt(), e);
    }
  }

  private AttemptFolder filled() throws IOException {
    try {
      Tree.delete(workspace.attempt());
      workspace.make();
      Files.createDirectory(input());
      Files.createDirectory(output());
      return this;
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** For engines. */
  public Workspace workspace() {
    return workspace;
  }

  /** Where the input file goes. */
  public Path input() {
    return workspace.attempt().resolve("input");
  }

  /** Where the script leaves its results. */
  public Path output() {
    return workspace.attempt().resolve("output");
  }

  /** Where the event goes. */
  public Path event() {
    return workspace.attempt().resolve("event.json");
  }

  /** Where the script goes. */
  public Path script() {
    return workspace.attempt().resolve("script");
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      Tree.delete(workspace.attempt());
      Tree.delete(workspace.scratch());
    }
  }
}
