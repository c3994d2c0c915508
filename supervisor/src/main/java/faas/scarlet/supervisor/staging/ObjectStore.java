package faas.scarlet.supervisor.staging;

import faas.scarlet.model.function.Output;
import faas.scarlet.model.outcome.OutputObject;
import faas.scarlet.supervisor.fault.Fault;
import java.nio.file.Path;

/** Where inputs come from and outputs go: an S3 store, or files of this machine. */
public interface ObjectStore {
  /**
   * Brings an object into a new file.
   *
   * @throws Fault {@code InputMissing}, {@code AccessDenied}, {@code StoreUnavailable}, {@code
   *     DiskFull}
   */
  void download(String bucket, String key, Path file) throws Fault;

  /**
   * Publishes a file at an output.
   *
   * @param relativePath its name below the output directory
   * @throws Fault {@code OutputFailed}, {@code AccessDenied}, {@code StoreUnavailable}
   */
  OutputObject publish(Output output, String relativePath, Path file, Label label) throws Fault;

  /** What is noted on a published object: which attempt made it. */
  record Label(String function, String invocation) {}
}
