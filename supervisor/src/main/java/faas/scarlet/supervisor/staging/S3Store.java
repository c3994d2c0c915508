package faas.scarlet.supervisor.staging;

import faas.scarlet.model.function.Output;
import faas.scarlet.model.outcome.OutputObject;
import faas.scarlet.model.outcome.Reason;
import faas.scarlet.model.storage.StoreAccess;
import faas.scarlet.supervisor.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** An S3-compatible store: MinIO, RustFS, Ceph, AWS. */
final class S3Store implements ObjectStore {
  /** Larger files go up in parts. */
  private static final long SINGLE = 32L << 20;

  private static final int MISSING = 404;

  private final StoreAccess access;
  private final Optional<String> sessionToken;
  private final StoreFaults faults;
  private @Nullable S3Client connected;

  S3Store(StoreAccess access) {
    this(access, Optional.empty());
  }

  S3Store(StoreAccess access, Optional<String> sessionToken) {
    this.access = access;
    this.sessionToken = sessionToken;
    this.faults = new StoreFaults(access);
  }

  /** How it is reached. */
  StoreAccess access() {
    return access;
  }

  /** Made when it is first wanted: a supervisor is ready before it knows what it will need. */
  synchronized S3Client client() {
    if (connected == null) {
      connected = S3Clients.connect(access, sessionToken);
    }
    return connected;
  }

  @Override
  public Arrived download(String bucket, String key, Path file) throws Fault {
    return new Download(client(), faults, bucket, key, file).run();
  }

  @Override
  public int depth(String bucket, String key) throws Fault {
    String what = "asking for " + bucket + "/" + key;
    try {
      return Depth.of(client().headObject(object -> object.bucket(bucket).key(key)).metadata());
    } catch (S3Exception e) {
      if (e.statusCode() == MISSING) {
        return 0;
      }
      throw faults.of(what, Reason.STORE_UNAVAILABLE, e);
    } catch (SdkException e) {
      throw faults.of(what, Reason.STORE_UNAVAILABLE, e);
    }
  }

  @Override
  public OutputObject publish(Output output, String relativePath, Path file, Label label)
      throws Fault {
    var location = output.location();
    String key = location.key(relativePath);
    var upload =
        new Upload(client(), faults, location.bucket(), key, file, size(relativePath, file));
    var metadata =
        Map.of(
            "scarlet-function",
            label.function(),
            "scarlet-invocation",
            label.invocation(),
            Depth.NAME,
            Integer.toString(label.depth()));
    byte[] sha256 =
        upload.size() > SINGLE ? MultipartUpload.run(upload, metadata) : upload.whole(metadata);
    return new OutputObject(
        output.objectStore(),
        location.bucket(),
        key,
        upload.size(),
        HexFormat.of().formatHex(sha256));
  }

  private static long size(String relativePath, Path file) throws Fault {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw Fault.of(Reason.OUTPUT_FAILED, "reading output " + relativePath, e);
    }
  }
}
