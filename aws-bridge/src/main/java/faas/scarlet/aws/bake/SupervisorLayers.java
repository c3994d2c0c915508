package faas.scarlet.aws.bake;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.blob.Blobs;
import com.google.cloud.tools.jib.image.json.BuildableManifestTemplate;
import com.google.cloud.tools.jib.image.json.OciManifestTemplate;
import com.google.cloud.tools.jib.registry.ManifestAndDigest;
import faas.scarlet.aws.AwsCause;
import faas.scarlet.aws.AwsFault;
import faas.scarlet.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is in {@code /opt/scarlet} of the supervisor's image, as layers. They are kept in the target
 * repository under a tag of their own, so that only the first image of a supervisor pays for them.
 */
final class SupervisorLayers {
  private static final String FOLDER = "opt/scarlet";
  private static final Object MAKING = new Object();

  private final Source supervisor;
  private final Repository target;
  private final ManifestAndDigest<BuildableManifestTemplate> image;
  private final String tag;

  SupervisorLayers(
      Source supervisor, Repository target, ManifestAndDigest<BuildableManifestTemplate> image) {
    this.supervisor = supervisor;
    this.target = target;
    this.image = image;
    this.tag = "supervisor-" + image.getDigest().getHash();
  }

  /** The layers, which are in the target afterwards. */
  List<Layer> ready() throws IOException {
    if (target.find(tag).isPresent()) {
      return kept();
    }
    // They pass through the disk: those who wait find them made.
    synchronized (MAKING) {
      return target.find(tag).isPresent() ? kept() : keep(make());
    }
  }

  private List<Layer> kept() throws IOException {
    var manifest = target.image(tag, "none").getManifest();
    var diffIds = Json.MAPPER.readTree(target.read(configOf(manifest))).at("/rootfs/diff_ids");
    var layers = new ArrayList<Layer>();
    for (JsonNode diffId : diffIds) {
      var layer = manifest.getLayers().get(layers.size());
      layers.add(new Layer(layer.getSize(), layer.getDigest(), diffId.asText()));
    }
    return layers;
  }

  private List<Layer> make() throws IOException {
    var layers = new ArrayList<Layer>();
    for (var layer : image.getManifest().getLayers()) {
      var whole = Files.createTempFile("scarlet-layer", ".tgz");
      var part = Files.createTempFile("scarlet-layer", ".tgz");
      try {
        download(layer.getDigest(), whole);
        var made = new LayerFilter(FOLDER).filter(whole, part);
        made.ifPresent(added -> target.put(added.digest(), Blobs.from(part)));
        made.ifPresent(layers::add);
      } finally {
        Files.delete(whole);
        Files.delete(part);
      }
    }
    if (layers.isEmpty()) {
      throw new AwsFault(
          AwsCause.IMAGE_UNUSABLE,
          "image %s has no /%s; name a supervisor's image".formatted(supervisor.name(), FOLDER));
    }
    return layers;
  }

  private void download(DescriptorDigest digest, Path file) throws IOException {
    try (var out = Files.newOutputStream(file)) {
      supervisor.repository().blob(digest).writeTo(out);
    }
  }

  private List<Layer> keep(List<Layer> layers) {
    var config = Json.MAPPER.createObjectNode().put("architecture", "").put("os", "linux");
    var diffIds = config.putObject("rootfs").put("type", "layers").putArray("diff_ids");
    layers.forEach(layer -> diffIds.add(layer.diffId()));
    new Pushed(target).image(new OciManifestTemplate(), layers, Json.write(config), tag);
    return layers;
  }

  private static DescriptorDigest configOf(BuildableManifestTemplate manifest) {
    return manifest.getContainerConfiguration().getDigest();
  }
}
