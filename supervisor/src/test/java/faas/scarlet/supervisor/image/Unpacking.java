package faas.scarlet.supervisor.image;

import faas.scarlet.supervisor.fault.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Layers into a root, as a pull does it, without a registry. */
final class Unpacking {
  private Unpacking() {}

  static void unpack(Path root, byte[]... layers) throws IOException, Fault {
    unpack(root, ImageLimits.USUAL, layers);
  }

  static void unpack(Path root, ImageLimits limits, byte[]... layers) throws IOException, Fault {
    var aside = Files.createDirectories(root.resolveSibling(root.getFileName() + ".layers"));
    var budget = new Budget("test", limits);
    var files = new FileMaker(Modes.areMasked(aside));
    try (var folder = new RootFolder(root, root.resolveSibling(root.getFileName() + ".listing"))) {
      for (int i = 0; i < layers.length; i++) {
        new LayerReader(aside.resolve(Integer.toString(i)), budget, files)
            .stage(new ByteArrayInputStream(layers[i]), new Buffers())
            .applyTo(folder);
      }
      folder.finish();
    }
  }
}
