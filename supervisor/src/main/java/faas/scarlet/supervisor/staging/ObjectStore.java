package faas.scarlet.supervisor.staging;

import faas.scarlet.model.function.Output;
import faas.scarlet.model.outcome.OutputObject;
import faas.scarlet.supervisor.fault.Fault;
import java.nio.file.Path;

/** Where inputs come from and outputs go: an S3 store, or files of this machine. */
public interface ObjectStore {
  /**
   * Brings an object into a new file: all of it and unspoilt, or not at all.
   *
   * @throws Fault {@code InputMissing}, {@code AccessDenied}, {@code StoreUnavailable}, {@code
   *     DiskFull}
   */
  Arrived download(String bucket, String key, Path file) throws Fault;

  /**
   * The depth of an object that is left where it is; 0 where it has gone.
   *
   * @throws Fault {@code AccessDenied}, {@code StoreUnavailable}
   */
  int depth(String bucket, String key) throws Fault;

  /**
   * Publishes a file at an output. Several may be published at the same time.
   *
   * @param relativePath its name below the output directory
   * @throws Fault {@code OutputFailed}, {@code AccessDenied}, {@code StoreUnavailable}
   */
  OutputObject publish(Output output, String relativePath, Path file, Label label) throws Fault;

  /**
   * What came of a download.
   *
   * @param depth how many functions have made the object, one after the other; 0 for a user's own
   */
  record Arrived(long bytes, int depth) {}

  /** What is noted on a published object: which attempt made it, and in which depth. */
  record Label(String function, String invocation, int depth) {}
}
