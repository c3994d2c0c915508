package faas.scarlet.supervisor.image;

import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;

/** One image into a folder: download, verify, inflate and unpack in one pass. */
final class Pull {
  private static final int LONGEST_CONFIG = 8 << 20;

  private final ImageSource source;
  private final Reference image;
  private final ImageManifest.Single manifest;
  private final ImageLimits limits;
  private final PullProgress progress;
  private long done;

  Pull(
      ImageSource source,
      Reference image,
      ImageManifest.Single manifest,
      ImageLimits limits,
      PullProgress progress) {
    this.source = source;
    this.image = image;
    this.manifest = manifest;
    this.limits = limits;
    this.progress = progress;
  }

  /**
   * The folder must be empty; after a fault it must be thrown away. Gives the bytes of all files.
   */
  long into(ImageFolder folder) throws Fault {
    byte[] config = source.document(manifest.config(), LONGEST_CONFIG);
    ImageConfig.parse(image, config); // an image for another platform is not worth its layers
    var budget = new Budget(image.toString(), limits);
    long bytes = 0;
    try (var layers = new Layers(source, manifest.layers(), folder.layers(), budget, this::count);
        var root = new RootFolder(folder.root(), folder.listing())) {
      for (int i = 0; i < manifest.layers().size(); i++) {
        var layer = layers.next();
        layer.applyTo(root);
        bytes += layer.bytes();
      }
      root.finish();
      Files.deleteIfExists(folder.layers());
      Files.write(folder.config(), config);
    } catch (BlobStream.Broken e) {
      throw source.unavailable(e);
    } catch (IOException | IllegalArgumentException e) {
      throw invalid(e);
    }
    return bytes;
  }

  /** Layers come at the same time, and who is told must not see the sum go back. */
  private synchronized void count(int bytes) {
    done += bytes;
    progress.pulled(image.toString(), done, manifest.layerBytes());
  }

  private Fault invalid(Exception e) {
    String what = "image " + image + " cannot be unpacked";
    return e instanceof IOException io
        ? Fault.of(Reason.IMAGE_CORRUPT, what, io)
        : new Fault(Reason.IMAGE_CORRUPT, what + ": " + e.getMessage(), e);
  }
}
