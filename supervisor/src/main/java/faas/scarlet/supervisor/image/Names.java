package faas.scarlet.supervisor.image;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.model.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Remembers on disk what references stood for when they were last asked: so a digest of an index
 * needs no registry, a tag one request.
 */
final class Names {
  private final Path folder;

  /**
   * What is known of a reference.
   *
   * @param name the reference in full
   * @param served digest of what the registry has under it, perhaps an index
   * @param image digest of the manifest for this platform
   */
  record Known(String name, Digest served, Digest image) {}

  Names(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  Optional<Known> find(Reference reference) throws IOException {
    return read(file(key(reference)));
  }

  void note(Reference reference, Digest served, Digest image) throws IOException {
    var known = new Known(reference.toString(), served, image);
    if (find(reference).equals(Optional.of(known))) {
      return;
    }
    var content =
        Json.write(
            Map.of("name", known.name, "served", served.toString(), "image", image.toString()));
    var aside = folder.resolve(UUID.randomUUID() + ".tmp");
    Files.writeString(aside, content);
    Files.move(aside, file(key(reference)), StandardCopyOption.ATOMIC_MOVE);
  }

  List<Known> all() throws IOException {
    var all = new ArrayList<Known>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
      for (Path file : files) {
        read(file).ifPresent(all::add);
      }
    }
    return all;
  }

  /** Forgets the names of an image. */
  void forget(Digest image) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
      for (Path file : files) {
        var known = read(file);
        if (known.isPresent() && known.get().image.equals(image)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static Optional<Known> read(Path file) throws IOException {
    try {
      JsonNode node = Json.MAPPER.readTree(Files.readAllBytes(file));
      return Optional.of(
          new Known(
              node.path("name").asText(),
              Digest.parse(node.path("served").asText()),
              Digest.parse(node.path("image").asText())));
    } catch (NoSuchFileException | IllegalArgumentException none) {
      return Optional.empty();
    } catch (JacksonException damaged) {
      return Optional.empty(); // the registry is asked again
    }
  }

  /** A digest means the same in every repository. */
  private static String key(Reference reference) {
    return reference.digest().map(Digest::toString).orElseGet(reference::toString);
  }

  private Path file(String key) {
    return folder.resolve(Digest.of(key.getBytes(StandardCharsets.UTF_8)).hex() + ".json");
  }
}
