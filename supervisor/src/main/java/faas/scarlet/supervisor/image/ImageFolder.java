package faas.scarlet.supervisor.image;

import java.nio.file.Path;

/** The folder of one unpacked image, and what is where in it. */
record ImageFolder(Path path) {
  /** The image's files. */
  Path root() {
    return path.resolve("root");
  }

  /** The image's config, as it came. */
  Path config() {
    return path.resolve("config.json");
  }

  /** What was unpacked, in its order: an {@link EntryLog}. */
  Path listing() {
    return path.resolve("listing");
  }

  /** How many bytes its files are, as a decimal number. */
  Path size() {
    return path.resolve("size");
  }

  /** Layers that are not yet a part of the root; gone when the image is complete. */
  Path layers() {
    return path.resolve("layers");
  }
}
