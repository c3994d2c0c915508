package faas.scarlet.aws.staging;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * A file on its way.
 *
 * @param size in bytes
 * @param metadata of the user's kind, without the prefix that S3 gives it
 */
public record StagedFile(
    InputStream content, long size, String contentType, Map<String, String> metadata)
    implements AutoCloseable {
  public StagedFile {
    metadata = Map.copyOf(metadata);
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}
