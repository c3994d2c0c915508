package faas.scarlet.supervisor.staging;

import static software.amazon.awssdk.checksums.DefaultChecksumAlgorithm.CRC32;
import static software.amazon.awssdk.checksums.DefaultChecksumAlgorithm.CRC32C;
import static software.amazon.awssdk.checksums.DefaultChecksumAlgorithm.CRC64NVME;
import static software.amazon.awssdk.checksums.DefaultChecksumAlgorithm.SHA1;
import static software.amazon.awssdk.checksums.DefaultChecksumAlgorithm.SHA256;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.checksums.SdkChecksum;
import software.amazon.awssdk.checksums.spi.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** The checksum that a store keeps of a whole object, and what the bytes that came make of it. */
final class StoredChecksum {
  private static final int BUFFER = 1 << 17;

  private final ChecksumAlgorithm algorithm;
  private final String expected;
  private final SdkChecksum found;

  private StoredChecksum(ChecksumAlgorithm algorithm, String expected) {
    this.algorithm = algorithm;
    this.expected = expected;
    this.found = SdkChecksum.forAlgorithm(algorithm);
  }

  /** Empty where there is none, or only one of the parts' checksums. */
  static Optional<StoredChecksum> of(GetObjectResponse object) {
    return kept(CRC32C, object.checksumCRC32C())
        .or(() -> kept(CRC32, object.checksumCRC32()))
        .or(() -> kept(SHA256, object.checksumSHA256()))
        .or(() -> kept(SHA1, object.checksumSHA1()))
        .or(() -> kept(CRC64NVME, object.checksumCRC64NVME()));
  }

  private static Optional<StoredChecksum> kept(
      ChecksumAlgorithm algorithm, @Nullable String value) {
    // "-N" at the end says: of N parts' checksums, which tells nothing without the parts.
    return value == null || value.contains("-")
        ? Optional.empty()
        : Optional.of(new StoredChecksum(algorithm, value));
  }

  /** Goes on with the next span, as it is on the disk now. */
  void add(Path file, Span span) throws IOException {
    byte[] buffer = new byte[(int) Math.min(BUFFER, span.length())];
    try (var in = new SpanStream(file, span)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        found.update(buffer, 0, n);
      }
    }
  }

  /** After the last span: checks. */
  void verify() {
    String came = Base64.getEncoder().encodeToString(found.getChecksumBytes());
    if (!came.equals(expected)) {
      throw new SpoiltException(
          "what came is not what was stored: expected %s %s, found %s"
              .formatted(algorithm.algorithmId(), expected, came));
    }
  }
}
