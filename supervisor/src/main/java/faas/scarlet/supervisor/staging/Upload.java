package faas.scarlet.supervisor.staging;

import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.fault.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A file on its way to an object. Until the last byte is there and checked, nothing is seen at its
 * key but what was there before.
 *
 * @param size of the file, in bytes
 */
record Upload(
    S3Client client, StoreFaults faults, String bucket, String key, Path file, long size) {
  private static final String ANY_CONTENT = "application/octet-stream";

  /** What all requests of an upload say of a failure. */
  String what() {
    return "publishing " + bucket + "/" + key;
  }

  /** Guessed from the key's ending. */
  String contentType() {
    String type = URLConnection.guessContentTypeFromName(key);
    return type == null ? ANY_CONTENT : type;
  }

  /** In one request; the SHA-256 of the content, which the store checks too. */
  byte[] whole(Map<String, String> metadata) throws Fault {
    var all = new Span(1, 0, size);
    try {
      var digest = new PartDigest();
      digest.add(file, all);
      byte[] sha256 = digest.whole();
      client.putObject(
          request ->
              request
                  .bucket(bucket)
                  .key(key)
                  .contentType(contentType())
                  .checksumSHA256(PartDigest.base64(sha256))
                  .metadata(metadata)
                  .overrideConfiguration(o -> o.apiCallAttemptTimeout(Pace.limit(size))),
          body(all));
      return sha256;
    } catch (SdkException e) {
      throw fault(e);
    } catch (IOException e) {
      throw fault(e);
    }
  }

  /** A span of the file, read anew for each try. */
  RequestBody body(Span span) {
    return RequestBody.fromContentProvider(
        () -> {
          try {
            return new SpanStream(file, span);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        span.length(),
        contentType());
  }

  Fault fault(SdkException e) {
    return faults.of(
        what(), e instanceof S3Exception ? Reason.OUTPUT_FAILED : Reason.STORE_UNAVAILABLE, e);
  }

  Fault fault(IOException e) {
    return Fault.of(Reason.OUTPUT_FAILED, what() + ": reading " + file, e);
  }
}
