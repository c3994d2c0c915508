package faas.scarlet.supervisor.staging;

import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.fault.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Reads spans of one version of an object into a file. A body that breaks off is taken up where it
 * broke; an object that was overwritten meanwhile is not mixed with the one before.
 *
 * @param version the entity tag that every answer must have
 */
record SpanReader(
    S3Client client,
    StoreFaults faults,
    GetObjectRequest object,
    String what,
    String version,
    FileChannel file) {
  private static final int BUFFER = 1 << 17;
  private static final int BREAKS = 5;
  private static final int CHANGED = 412;

  /** Asks for a span and reads it. */
  void read(Span span) throws Fault {
    read(span, open(span.start(), span.end()));
  }

  /** Reads a span, the first part of it from an answer that is already there. */
  void read(Span span, ResponseInputStream<GetObjectResponse> first) throws Fault {
    long limit = System.nanoTime() + Pace.limit(span.length()).toNanos();
    long at = span.start();
    var body = first;
    for (int breaks = 0; ; breaks++) {
      at = copy(body, at, span.end(), limit);
      if (at == span.end()) {
        leave(body);
        return;
      }
      body.abort();
      if (breaks == BREAKS || System.nanoTime() > limit) {
        throw new Fault(
            Reason.STORE_UNAVAILABLE,
            "%s: store %s breaks off or is too slow; byte %d was the last of %d"
                .formatted(what, faults.access().name(), at, span.end()));
      }
      body = open(at, span.end());
    }
  }

  /** A connection whose answer was read to its end is used again; the first span's may not be. */
  private static void leave(ResponseInputStream<GetObjectResponse> body) {
    try (body) {
      if (body.read() >= 0) {
        body.abort();
      }
    } catch (IOException | SdkException broken) {
      body.abort();
    }
  }

  /** How far it came; reading ends early where the connection breaks. */
  private long copy(InputStream body, long start, long end, long limit) throws Fault {
    byte[] buffer = new byte[(int) Math.min(BUFFER, end - start)];
    long at = start;
    while (at < end && System.nanoTime() < limit) {
      int count;
      try {
        count = body.read(buffer, 0, (int) Math.min(buffer.length, end - at));
      } catch (IOException | SdkException broken) {
        return at;
      }
      if (count < 0) {
        return at;
      }
      write(ByteBuffer.wrap(buffer, 0, count), at);
      at += count;
    }
    return at;
  }

  private void write(ByteBuffer bytes, long position) throws Fault {
    try {
      for (long at = position; bytes.hasRemaining(); ) {
        at += file.write(bytes, at);
      }
    } catch (IOException e) {
      throw Fault.of(Reason.DISK_FULL, what + ": writing the file", e);
    }
  }

  private ResponseInputStream<GetObjectResponse> open(long start, long end) throws Fault {
    String range = "bytes=%d-%d".formatted(start, end - 1);
    try {
      var answer = client.getObject(object.toBuilder().range(range).ifMatch(version).build());
      String came = String.valueOf(answer.response().contentRange());
      if (came.startsWith("bytes %d-".formatted(start))) {
        return answer;
      }
      answer.abort();
      throw new Fault(
          Reason.STORE_UNAVAILABLE,
          "%s: expected %s of store %s, found %s; it must be able to send parts of objects"
              .formatted(what, range, faults.access().name(), came));
    } catch (S3Exception e) {
      if (e.statusCode() == CHANGED) {
        throw new SpoiltException("it was overwritten while it was read");
      }
      throw faults.of(what, Reason.INPUT_MISSING, e);
    } catch (SdkException e) {
      throw faults.of(what, Reason.STORE_UNAVAILABLE, e);
    }
  }
}
