package faas.scarlet.embedded;

import faas.scarlet.model.storage.StoragePath;
import faas.scarlet.model.storage.StoreAccess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/**
 * An S3 server on loopback whose buckets are the folders of a folder. A file dropped into a
 * bucket's folder is an object like one that was PUT, but only a LIST shows it: no notification is
 * sent.
 */
public final class EmbeddedStore implements AutoCloseable {
  private static final String REGION = "us-east-1";

  private final S3Proxy server;
  private final StoreAccess access;

  private EmbeddedStore(S3Proxy server, StoreAccess access) {
    this.server = server;
    this.access = access;
  }

  /**
   * Starts the server.
   *
   * @param folder where the buckets are; made where it is missing
   * @param port on 127.0.0.1; 0 for a free one
   * @param created told of each object that is PUT, copied or completed, after it is there
   * @throws IOException where the folder cannot be made or the port is taken
   */
  public static EmbeddedStore start(
      Path folder, int port, String accessKey, String secretKey, Consumer<StoredObject> created)
      throws IOException {
    // S3Proxy resolves keys against this path, and misjudges a relative one
    Path base = Files.createDirectories(folder).toRealPath();
    var blobs = new NotifyingBlobStore(new FilesystemNio2BlobStore(base.toString()), created);
    var server =
        S3Proxy.builder()
            .endpoint(URI.create("http://127.0.0.1:" + port))
            .awsAuthentication(AuthenticationType.AWS_V4, accessKey, secretKey)
            .blobStore(blobs)
            .ignoreUnknownHeaders(true)
            .build();
    try {
      server.start();
    } catch (Exception e) {
      throw new IOException(
          "the S3 server cannot start on 127.0.0.1:" + port + ": " + e.getMessage(), e);
    }
    var endpoint = URI.create("http://127.0.0.1:" + server.getPort());
    return new EmbeddedStore(
        server,
        new StoreAccess(StoragePath.DEFAULT_STORE, endpoint, REGION, true, accessKey, secretKey));
  }

  /** How to reach it. */
  public StoreAccess access() {
    return access;
  }

  @Override
  public void close() throws IOException {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IOException("the S3 server did not stop: " + e.getMessage(), e);
    }
  }
}
