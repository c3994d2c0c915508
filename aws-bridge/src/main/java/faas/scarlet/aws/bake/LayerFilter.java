package faas.scarlet.aws.bake;

import com.google.cloud.tools.jib.api.DescriptorDigest;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Makes a layer of what another layer has in one folder; the same bytes each time. */
final class LayerFilter {
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  private final String folder;

  /**
   * Keeps this folder and what is in it.
   *
   * @param folder without a slash at its ends
   */
  LayerFilter(String folder) {
    this.folder = folder;
  }

  /**
   * Writes the layer.
   *
   * @param from a layer, gzip
   * @param to where the new one is written
   * @return nothing where the layer has nothing in the folder
   */
  Optional<Layer> filter(Path from, Path to) throws IOException {
    var compressed = sha256();
    var plain = sha256();
    int kept = 0;
    try (var file = new BufferedOutputStream(Files.newOutputStream(to));
        var gzip = new GZIPOutputStream(new DigestOutputStream(file, compressed));
        var out = tar(new DigestOutputStream(gzip, plain));
        var in = tar(Files.newInputStream(from))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (isInside(entry)) {
          out.putArchiveEntry(entry);
          in.transferTo(out);
          out.closeArchiveEntry();
          kept++;
        }
      }
    }
    return kept == 0
        ? Optional.empty()
        : Optional.of(
            new Layer(
                Files.size(to),
                digest(HexFormat.of().formatHex(compressed.digest())),
                "sha256:" + HexFormat.of().formatHex(plain.digest())));
  }

  private boolean isInside(TarArchiveEntry entry) {
    String name = entry.getName().replaceAll("^(\\./|/)+", "");
    return (name + "/").startsWith(folder + "/") || name.equals(folder);
  }

  private static TarArchiveInputStream tar(InputStream gzip) throws IOException {
    return new TarArchiveInputStream(
        new GZIPInputStream(new BufferedInputStream(gzip), 1 << 16), UTF_8);
  }

  private static TarArchiveOutputStream tar(OutputStream plain) {
    var tar = new TarArchiveOutputStream(plain, UTF_8);
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    return tar;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static DescriptorDigest digest(String hash) {
    try {
      return DescriptorDigest.fromHash(hash);
    } catch (DigestException e) {
      throw new IllegalStateException("64 hexadecimal digits are a digest", e);
    }
  }
}
