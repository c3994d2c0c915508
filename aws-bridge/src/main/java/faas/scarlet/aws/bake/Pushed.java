package faas.scarlet.aws.bake;

import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.blob.Blobs;
import com.google.cloud.tools.jib.hash.Digests;
import com.google.cloud.tools.jib.image.json.BuildableManifestTemplate;
import java.io.IOException;
import java.util.List;

/** Completes an image whose layers are in the repository already. */
record Pushed(Repository target) {
  /**
   * Adds layers and config to the manifest and puts both there.
   *
   * @return digest of the image
   */
  DescriptorDigest image(
      BuildableManifestTemplate manifest, List<Layer> layers, String config, String tag) {
    layers.forEach(layer -> manifest.addLayer(layer.size(), layer.digest()));
    var blob = Blobs.from(config);
    try {
      var descriptor = Digests.computeDigest(blob::writeTo);
      manifest.setContainerConfiguration(descriptor.getSize(), descriptor.getDigest());
      target.put(descriptor.getDigest(), blob);
    } catch (IOException e) {
      throw new IllegalStateException("what is in memory can be read", e);
    }
    return target.put(manifest, tag);
  }
}
