package faas.scarlet.aws.bake;

import com.google.cloud.tools.jib.image.json.BuildableManifestTemplate;

/** Carries blobs from one repository to another, through this process's memory only. */
record Transfer(Repository source, Repository target) {
  /** Layers and config. */
  void blobs(BuildableManifestTemplate manifest) {
    layers(manifest);
    var config = manifest.getContainerConfiguration().getDigest();
    target.put(config, source.blob(config));
  }

  /** Layers only. */
  void layers(BuildableManifestTemplate manifest) {
    for (var layer : manifest.getLayers()) {
      target.put(layer.getDigest(), source.blob(layer.getDigest()));
    }
  }
}
