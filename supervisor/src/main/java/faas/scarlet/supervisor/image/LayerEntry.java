package faas.scarlet.supervisor.image;

/**
 * One change that a layer makes, or one thing that was made in a root.
 *
 * @param name relative to the root, without {@code .} and {@code ..}
 * @param target of a link
 * @param size in bytes, of a file
 * @param modified nanoseconds since 1970; {@link #UNKNOWN} where nobody said
 * @param checksum CRC-32 of the content; {@link #UNKNOWN} for a file with holes
 */
record LayerEntry(
    Kind kind, String name, String target, int mode, long size, long modified, long checksum) {
  static final long UNKNOWN = Long.MIN_VALUE;

  enum Kind {
    DIRECTORY('d'),
    FILE('f'),
    LINK('l'),
    HARD_LINK('h'),
    /** The name is gone, with all below it. */
    REMOVED('x'),
    /** All below the name is gone. */
    EMPTIED('o');

    private final char code;

    Kind(char code) {
      this.code = code;
    }

    /** As a file of entries holds it. */
    char code() {
      return code;
    }
  }

  static LayerEntry directory(String name, int mode, long modified) {
    return new LayerEntry(Kind.DIRECTORY, name, "", mode, 0, modified, UNKNOWN);
  }

  static LayerEntry file(String name, int mode, long size, long modified, long checksum) {
    return new LayerEntry(Kind.FILE, name, "", mode, size, modified, checksum);
  }

  static LayerEntry link(String name, String target) {
    return new LayerEntry(Kind.LINK, name, target, 0, 0, UNKNOWN, UNKNOWN);
  }

  static LayerEntry hardLink(String name, String target) {
    return new LayerEntry(Kind.HARD_LINK, name, target, 0, 0, UNKNOWN, UNKNOWN);
  }

  static LayerEntry removed(String name) {
    return new LayerEntry(Kind.REMOVED, name, "", 0, 0, UNKNOWN, UNKNOWN);
  }

  static LayerEntry emptied(String name) {
    return new LayerEntry(Kind.EMPTIED, name, "", 0, 0, UNKNOWN, UNKNOWN);
  }

  LayerEntry named(String other) {
    return new LayerEntry(kind, other, target, mode, size, modified, checksum);
  }
}
