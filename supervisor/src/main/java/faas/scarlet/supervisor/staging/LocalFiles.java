package faas.scarlet.supervisor.staging;

import faas.scarlet.model.function.Output;
import faas.scarlet.model.outcome.OutputObject;
import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;

/**
 * One file of this machine in, a folder out: a function without any server. Buckets do not count:
 * the input is the file whatever the event calls it, an output lands below the folder under its
 * relative path, one at a time, because several outputs may take the same file.
 */
public final class LocalFiles implements ObjectStore {
  private final Path input;
  private final Path folder;

  /** Reads {@code input}, writes below {@code folder}, which is made where it is missing. */
  public LocalFiles(Path input, Path folder) {
    this.input = input;
    this.folder = folder;
  }

  @Override
  public Arrived download(String bucket, String key, Path file) throws Fault {
    try {
      Files.copy(input, file);
      return new Arrived(Files.size(file), 0);
    } catch (NoSuchFileException e) {
      throw new Fault(Reason.INPUT_MISSING, "there is no file " + input, e);
    } catch (IOException e) {
      throw Fault.of(Reason.INPUT_MISSING, "copying " + input, e);
    }
  }

  @Override
  public int depth(String bucket, String key) {
    return 0;
  }

  @Override
  public synchronized OutputObject publish(
      Output output, String relativePath, Path file, Label label) throws Fault {
    var target = folder.resolve(relativePath);
    try {
      Files.createDirectories(target.resolveSibling(""));
      Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      long size = Files.size(target);
      var digest = new PartDigest();
      digest.add(target, new Span(1, 0, size));
      var location = output.location();
      return new OutputObject(
          output.objectStore(),
          location.bucket(),
          location.key(relativePath),
          size,
          HexFormat.of().formatHex(digest.whole()));
    } catch (IOException e) {
      throw Fault.of(Reason.OUTPUT_FAILED, "writing " + target, e);
    }
  }
}
