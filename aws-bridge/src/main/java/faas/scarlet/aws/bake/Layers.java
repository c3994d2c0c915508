package faas.scarlet.aws.bake;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.tools.jib.image.json.BuildableManifestTemplate;
import com.google.cloud.tools.jib.json.JsonTemplateMapper;
import faas.scarlet.aws.AwsCause;
import faas.scarlet.aws.AwsFault;
import faas.scarlet.model.Json;
import java.io.IOException;

/** What can be carried on: gzip layers, which the library that writes manifests takes all for. */
final class Layers {
  private Layers() {}

  /**
   * Refuses an image that could be pushed but not run.
   *
   * @param mostBytes of all layers together
   * @throws AwsFault where a layer is of another kind, or all are too large
   */
  static void check(String image, BuildableManifestTemplate manifest, long mostBytes) {
    long bytes = 0;
    for (JsonNode layer : json(manifest).path("layers")) {
      bytes += layer.path("size").asLong();
      String type = layer.path("mediaType").asText();
      if (!type.endsWith("gzip")) {
        throw new AwsFault(
            AwsCause.IMAGE_UNUSABLE,
            "image %s has a layer of type %s, and only gzip is taken; push it again with gzip layers, as by skopeo copy --dest-compress-format gzip"
                .formatted(image, type));
      }
    }
    if (bytes > mostBytes) {
      throw new AwsFault(
          AwsCause.IMAGE_TOO_LARGE,
          "image %s has %d bytes of layers, and Lambda takes 10 GB unpacked; make it smaller, or use placement.target: cluster"
              .formatted(image, bytes));
    }
  }

  /** The manifest as it was read, media types included, which the library keeps to itself. */
  private static JsonNode json(BuildableManifestTemplate manifest) {
    try {
      return Json.MAPPER.readTree(JsonTemplateMapper.toByteArray(manifest));
    } catch (IOException e) {
      throw new IllegalStateException("a manifest that was read can be written", e);
    }
  }
}
