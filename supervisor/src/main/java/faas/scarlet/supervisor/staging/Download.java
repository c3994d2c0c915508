package faas.scarlet.supervisor.staging;

import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.fault.Fault;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * An object on its way into a file. The first answer tells its size and brings the first span;
 * large ones get the others by requests of their own, side by side, while what has come is checked.
 */
final class Download {
  private static final int AT_ONCE = 4;
  private static final int STARTS = 2;
  private static final int MISSING = 404;

  private final S3Client client;
  private final StoreFaults faults;
  private final GetObjectRequest object;
  private final String what;
  private final Path file;

  Download(S3Client client, StoreFaults faults, String bucket, String key, Path file) {
    this.client = client;
    this.faults = faults;
    this.object = GetObjectRequest.builder().bucket(bucket).key(key).build();
    this.what = "downloading " + bucket + "/" + key;
    this.file = file;
  }

  ObjectStore.Arrived run() throws Fault {
    for (int start = 1; ; start++) {
      try {
        return fetch();
      } catch (SpoiltException e) {
        if (start == STARTS) {
          throw new Fault(
              Reason.STORE_UNAVAILABLE,
              "%s: %s, and once more at the second start; try again when it is at rest"
                  .formatted(what, e.getMessage()),
              e);
        }
      }
    }
  }

  private ObjectStore.Arrived fetch() throws Fault {
    try (var body = open();
        var out =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
      var answer = body.response();
      long size = answer.contentLength();
      var reader = new SpanReader(client, faults, object, what, answer.eTag(), out);
      var checksum = StoredChecksum.of(answer);
      read(reader, body, Span.cut(size), checksum);
      if (checksum.isPresent()) {
        checksum.get().verify();
      }
      return new ObjectStore.Arrived(size, Depth.of(answer.metadata()));
    } catch (IOException e) {
      throw Fault.of(Reason.DISK_FULL, what + ": writing " + file, e);
    }
  }

  private ResponseInputStream<GetObjectResponse> open() throws Fault {
    try {
      return client.getObject(object.toBuilder().checksumMode(ChecksumMode.ENABLED).build());
    } catch (S3Exception e) {
      throw e.statusCode() == MISSING ? missing(e) : faults.of(what, Reason.STORE_UNAVAILABLE, e);
    } catch (SdkException e) {
      throw faults.of(what, Reason.STORE_UNAVAILABLE, e);
    }
  }

  private Fault missing(S3Exception e) {
    boolean noBucket =
        e.awsErrorDetails() != null && "NoSuchBucket".equals(e.awsErrorDetails().errorCode());
    return new Fault(
        Reason.INPUT_MISSING,
        noBucket
            ? "bucket %s is not in store %s; make it, or name another in the function's input"
                .formatted(object.bucket(), faults.access().name())
            : "object %s/%s is not in store %s any more; put it again"
                .formatted(object.bucket(), object.key(), faults.access().name()),
        e);
  }

  private void read(
      SpanReader reader,
      ResponseInputStream<GetObjectResponse> first,
      List<Span> spans,
      Optional<StoredChecksum> checksum)
      throws Fault {
    if (spans.size() == 1) {
      reader.read(spans.getFirst(), first);
      check(checksum, spans.getFirst());
      return;
    }
    try (var ahead = new Ahead<Span>(AT_ONCE, span -> check(checksum, span))) {
      for (Span span : spans) {
        ahead.start(
            () -> {
              if (span.number() == 1) {
                reader.read(span, first);
              } else {
                reader.read(span);
              }
              return span;
            });
      }
      ahead.finish();
    }
  }

  private void check(Optional<StoredChecksum> checksum, Span span) throws Fault {
    if (checksum.isPresent()) {
      try {
        checksum.get().add(file, span);
      } catch (IOException e) {
        throw Fault.of(Reason.DISK_FULL, what + ": reading the file back", e);
      }
    }
  }
}
