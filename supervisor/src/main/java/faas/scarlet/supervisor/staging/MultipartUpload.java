package faas.scarlet.supervisor.staging;

import faas.scarlet.supervisor.fault.Fault;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * An upload in parts, some side by side, while the file is read ahead for their checksums. The
 * object appears when the last request joins them; an upload that fails is aborted, so that its
 * parts do not stay in the store.
 */
final class MultipartUpload {
  private static final System.Logger LOG = System.getLogger("scarlet.supervisor");
  private static final int AT_ONCE = 4;

  /** Joining the parts of a large object takes some stores minutes. */
  private static final Duration JOIN_LIMIT = Duration.ofMinutes(10);

  private final Upload upload;
  private final String id;

  private MultipartUpload(Upload upload, String id) {
    this.upload = upload;
    this.id = id;
  }

  /** The SHA-256 of the content; the store checks each part by its CRC32C. */
  static byte[] run(Upload upload, Map<String, String> metadata) throws Fault {
    try {
      var created =
          upload
              .client()
              .createMultipartUpload(
                  request ->
                      request
                          .bucket(upload.bucket())
                          .key(upload.key())
                          .contentType(upload.contentType())
                          .checksumAlgorithm(ChecksumAlgorithm.CRC32_C)
                          .metadata(metadata));
      return new MultipartUpload(upload, created.uploadId()).carryOut();
    } catch (SdkException e) {
      throw upload.fault(e);
    }
  }

  private byte[] carryOut() throws Fault {
    boolean complete = false;
    try {
      var digest = new PartDigest();
      var parts = new ArrayList<CompletedPart>();
      try (var ahead = new Ahead<CompletedPart>(AT_ONCE, parts::add)) {
        for (Span span : Span.cut(upload.size())) {
          String crc = digest.add(upload.file(), span);
          ahead.start(() -> part(span, crc));
        }
        ahead.finish();
      }
      join(parts);
      complete = true;
      return digest.whole();
    } catch (IOException e) {
      throw upload.fault(e);
    } finally {
      if (!complete) {
        abort();
      }
    }
  }

  private CompletedPart part(Span span, String crc) throws Fault {
    try {
      var answer =
          upload
              .client()
              .uploadPart(
                  request ->
                      request
                          .bucket(upload.bucket())
                          .key(upload.key())
                          .uploadId(id)
                          .partNumber(span.number())
                          .checksumCRC32C(crc)
                          .overrideConfiguration(
                              o -> o.apiCallAttemptTimeout(Pace.limit(span.length()))),
                  upload.body(span));
      return CompletedPart.builder()
          .partNumber(span.number())
          .eTag(answer.eTag())
          .checksumCRC32C(crc)
          .build();
    } catch (SdkException e) {
      throw upload.fault(e);
    }
  }

  private void join(List<CompletedPart> parts) {
    upload
        .client()
        .completeMultipartUpload(
            request ->
                request
                    .bucket(upload.bucket())
                    .key(upload.key())
                    .uploadId(id)
                    .multipartUpload(all -> all.parts(parts))
                    .overrideConfiguration(o -> o.apiCallAttemptTimeout(JOIN_LIMIT)));
  }

  /** Also when this thread is told to stop: the request must go out all the same. */
  private void abort() {
    boolean stopped = Thread.interrupted();
    try {
      upload
          .client()
          .abortMultipartUpload(
              request -> request.bucket(upload.bucket()).key(upload.key()).uploadId(id));
    } catch (SdkException e) {
      LOG.log(
          Level.WARNING,
          "event=upload-not-aborted bucket={0} key={1} upload={2} error={3}",
          upload.bucket(),
          upload.key(),
          id,
          e.getMessage());
    } finally {
      if (stopped) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
