package faas.scarlet.supervisor.image;

import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.model.Json;
import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.fault.Fault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a registry says of an image: OCI or Docker schema 2, for one platform or an index. */
sealed interface ImageManifest {
  /** What can be read, in the order of preference. */
  List<String> MEDIA_TYPES =
      List.of(
          "application/vnd.oci.image.index.v1+json",
          "application/vnd.docker.distribution.manifest.list.v2+json",
          "application/vnd.oci.image.manifest.v1+json",
          "application/vnd.docker.distribution.manifest.v2+json");

  /** One platform's image. */
  record Single(Descriptor config, List<Descriptor> layers) implements ImageManifest {
    /** Compressed size of all layers, in bytes. */
    long layerBytes() {
      return layers.stream().mapToLong(Descriptor::size).sum();
    }
  }

  /** Images for several platforms. */
  record Index(List<Entry> entries) implements ImageManifest {
    /** This machine's; an image without is {@code ImageNotFound}. */
    Descriptor forThisPlatform(Reference image) throws Fault {
      for (Entry entry : entries) {
        if (entry.platform().equals(Platform.current())) {
          return entry.manifest();
        }
      }
      throw ImageConfig.wrongPlatform(
          image, entries.stream().map(Entry::platform).toList().toString());
    }
  }

  /** One platform of an index. */
  record Entry(Platform platform, Descriptor manifest) {}

  /** Reads a manifest of any known kind. */
  static ImageManifest parse(Reference image, byte[] content) throws Fault {
    try {
      var node = Json.MAPPER.readTree(content);
      if (node.path("manifests").isArray()) {
        var entries = new ArrayList<Entry>();
        for (JsonNode entry : node.path("manifests")) {
          entries.add(new Entry(Platform.of(entry.path("platform")), descriptor(entry)));
        }
        return new Index(List.copyOf(entries));
      }
      if (node.path("schemaVersion").asInt() != 2 || !node.path("layers").isArray()) {
        throw new IllegalArgumentException(
            "expected an OCI or Docker schema 2 manifest, found schemaVersion "
                + node.path("schemaVersion"));
      }
      var layers = new ArrayList<Descriptor>();
      for (JsonNode layer : node.path("layers")) {
        layers.add(LayerType.checked(descriptor(layer)));
      }
      return new Single(descriptor(node.path("config")), List.copyOf(layers));
    } catch (IOException | IllegalArgumentException e) {
      throw new Fault(
          Reason.IMAGE_CORRUPT, "image " + image + " has no valid manifest: " + e.getMessage(), e);
    }
  }

  /** Reads one platform's manifest, as an index names it. */
  static Single single(Reference image, byte[] content) throws Fault {
    if (parse(image, content) instanceof Single single) {
      return single;
    }
    throw new Fault(
        Reason.IMAGE_CORRUPT, "image " + image + " is an index of indexes; name one of them");
  }

  static Fault tooLong(String what, int limit) {
    return new Fault(
        Reason.IMAGE_CORRUPT,
        "%s: a manifest or config of more than %d bytes is no valid one".formatted(what, limit));
  }

  private static Descriptor descriptor(JsonNode node) {
    return new Descriptor(
        node.path("mediaType").asText(),
        Digest.parse(node.path("digest").asText()),
        size(node.path("size")));
  }

  private static long size(JsonNode node) {
    if (!node.isIntegralNumber() || node.asLong() < 0) {
      throw new IllegalArgumentException("expected a size in bytes, found " + node);
    }
    return node.asLong();
  }
}
