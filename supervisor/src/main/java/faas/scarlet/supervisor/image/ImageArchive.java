package faas.scarlet.supervisor.image;

import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.model.Json;
import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.fault.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An image in a file: {@code docker save}'s, or an OCI image layout (a folder, or a tar file of
 * one).
 */
final class ImageArchive implements ImageSource, AutoCloseable {
  private static final int LONGEST = 8 << 20;
  private static final String INDEX = "index.json";
  private static final String DOCKER = "manifest.json";

  /** Its name is gone as soon as it is open, so that also a crash leaves nothing. */
  private static final Set<StandardOpenOption> TEMPORARY =
      Set.of(
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          StandardOpenOption.DELETE_ON_CLOSE);

  private final Path file;
  private final ArchiveParts parts;
  private final Map<Digest, String> names = new HashMap<>();

  /**
   * What is in the archive.
   *
   * @param name as the archive says, else of the digest
   */
  record Content(Reference name, Digest digest, ImageManifest.Single manifest) {}

  private ImageArchive(Path file, ArchiveParts parts) {
    this.file = file;
    this.parts = parts;
  }

  /**
   * Opens an archive.
   *
   * @param unpacked a file that may be made for as long as this is open, where the archive is
   *     compressed: what is in it stands in no order
   */
  static ImageArchive open(Path file, Path unpacked) throws Fault {
    if (!Files.isReadable(file)) {
      throw new Fault(
          Reason.IMAGE_NOT_FOUND, "image archive %s: there is no such file".formatted(file));
    }
    try {
      return new ImageArchive(
          file,
          Files.isDirectory(file) ? new FolderParts(file) : new TarParts(plain(file, unpacked)));
    } catch (IOException e) {
      throw Fault.of(Reason.IMAGE_CORRUPT, "image archive " + file, e);
    }
  }

  private static FileChannel plain(Path file, Path unpacked) throws IOException {
    try (var in = Files.newInputStream(file);
        var unpacker = Unpacker.of(in)) {
      if (unpacker instanceof StreamUnpacker stream && stream.isPlain()) {
        return FileChannel.open(file);
      }
      var channel = FileChannel.open(unpacked, TEMPORARY);
      try {
        var buffer = ByteBuffer.allocateDirect(1 << 18);
        while (unpacker.fill(buffer.clear())) {
          buffer.flip();
          while (buffer.hasRemaining()) {
            channel.write(buffer);
          }
        }
        return channel;
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    }
  }

  Content read() throws Fault {
    try {
      if (parts.has(INDEX)) {
        return layout();
      }
      if (parts.has(DOCKER)) {
        return docker();
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new Fault(
          Reason.IMAGE_CORRUPT, "image archive %s: %s".formatted(file, e.getMessage()), e);
    }
    throw new Fault(
        Reason.IMAGE_CORRUPT,
        "image archive %s: expected %s (docker save) or %s (OCI layout), found neither"
            .formatted(file, DOCKER, INDEX));
  }

  private Content layout() throws Fault, IOException {
    byte[] index = parts.read(INDEX, LONGEST);
    var first = Json.MAPPER.readTree(index).path("manifests").path(0);
    var digest = Digest.parse(first.path("digest").asText());
    var name = name(first.path("annotations"), digest);
    byte[] content = verified(digest);
    var manifest = ImageManifest.parse(name, content);
    if (manifest instanceof ImageManifest.Index several) {
      digest = several.forThisPlatform(name).digest();
      content = verified(digest);
    }
    return new Content(name, digest, ImageManifest.single(name, content));
  }

  private static Reference name(JsonNode annotations, Digest digest) {
    for (String key : List.of("io.containerd.image.name", "org.opencontainers.image.ref.name")) {
      String name = annotations.path(key).asText();
      if (name.contains(":")) {
        return reference(name).orElseGet(() -> unnamed(digest));
      }
    }
    return unnamed(digest);
  }

  private byte[] verified(Digest digest) throws IOException {
    byte[] content = parts.read(blob(digest), LONGEST);
    if (!Digest.of(content).equals(digest)) {
      throw new IOException(blob(digest) + " in it has other content than its name says");
    }
    return content;
  }

  private static String blob(Digest digest) {
    return "blobs/sha256/" + digest.hex();
  }

  /** It has no manifest of the registry's kind: the config's digest stands for the image. */
  private Content docker() throws Fault, IOException {
    var entry = Json.MAPPER.readTree(parts.read(DOCKER, LONGEST)).path(0);
    String configName = entry.path("Config").asText();
    byte[] content = parts.read(configName, LONGEST);
    var digest = Digest.of(content);
    names.put(digest, configName);
    var contents = Json.MAPPER.readTree(content).path("rootfs").path("diff_ids");
    var layers = new ArrayList<Descriptor>();
    for (JsonNode layer : entry.path("Layers")) {
      String name = layer.asText();
      // A compressed layer stands under its own digest, a plain one under any name.
      var layerDigest =
          Digest.parse(
              name.matches("blobs/sha256/[0-9a-f]{64}")
                  ? "sha256:" + name.substring("blobs/sha256/".length())
                  : contents.path(layers.size()).asText());
      names.put(layerDigest, name);
      layers.add(new Descriptor("", layerDigest, parts.size(name)));
    }
    var name = reference(entry.path("RepoTags").path(0).asText()).orElseGet(() -> unnamed(digest));
    var config = new Descriptor("", digest, content.length);
    return new Content(name, digest, new ImageManifest.Single(config, List.copyOf(layers)));
  }

  private static Optional<Reference> reference(String text) {
    try {
      return Optional.of(Reference.parse(text));
    } catch (Fault none) {
      return Optional.empty();
    }
  }

  private static Reference unnamed(Digest digest) {
    return new Reference("localhost", "archive", "latest", Optional.of(digest));
  }

  @Override
  public InputStream open(Descriptor part, long offset) throws Fault {
    try {
      return parts.open(names.getOrDefault(part.digest(), blob(part.digest())), offset);
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  @Override
  public Fault unavailable(IOException e) {
    return Fault.of(Reason.IMAGE_CORRUPT, "image archive " + file, e);
  }

  @Override
  public void close() throws IOException {
    parts.close();
  }
}
