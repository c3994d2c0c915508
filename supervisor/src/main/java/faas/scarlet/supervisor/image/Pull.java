package faas.scarlet.supervisor.image;

import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** One image from a registry into a folder: download, verify, inflate and unpack in one pass. */
final class Pull {
  private static final int LONGEST_CONFIG = 8 << 20;

  private final Registry registry;
  private final Reference image;
  private final ImageManifest.Single manifest;
  private final PullProgress progress;
  private final AtomicLong done = new AtomicLong();

  Pull(Registry registry, Reference image, ImageManifest.Single manifest, PullProgress progress) {
    this.registry = registry;
    this.image = image;
    this.manifest = manifest;
    this.progress = progress;
  }

  /** The root must be empty; after a fault it must be thrown away. */
  void into(Path root, Path configFile) throws Fault {
    byte[] config = registry.document(image, manifest.config(), LONGEST_CONFIG);
    ImageConfig.parse(image, config); // an image for another platform is not worth its layers
    try {
      var folder = new RootFolder(root);
      var reader = new LayerReader(folder);
      for (var layer : manifest.layers()) {
        try (var blob = registry.blob(image, layer, this::count)) {
          reader.apply(layer.mediaType(), blob);
          blob.verify();
        }
      }
      folder.finish();
      Files.write(configFile, config);
    } catch (BlobStream.Broken e) {
      throw registry.unavailable(image, e);
    } catch (IOException | IllegalArgumentException e) {
      throw invalid(e);
    }
  }

  private void count(int bytes) {
    progress.pulled(image.toString(), done.addAndGet(bytes), manifest.layerBytes());
  }

  private Fault invalid(Exception e) {
    String what = "image " + image + " cannot be unpacked";
    return e instanceof IOException io
        ? Fault.of(Reason.IMAGE_CORRUPT, what, io)
        : new Fault(Reason.IMAGE_CORRUPT, what + ": " + e.getMessage(), e);
  }
}
