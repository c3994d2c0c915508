package faas.scarlet.supervisor.image;

/**
 * How large an image may get when it is unpacked; a larger one is {@code ImageTooLarge}.
 *
 * @param bytes of all layers, unpacked
 * @param entries files, folders and links of all layers
 * @param bytesFrom what to raise where more bytes are needed, for messages
 */
public record ImageLimits(long bytes, long entries, String bytesFrom) {
  /** Setting of the most bytes. */
  public static final String BYTES_SETTING = "SCARLET_IMAGE_MAX_BYTES";

  /** 32 GiB, two million entries. */
  public static final ImageLimits USUAL = new ImageLimits(32L << 30, 2_000_000);

  /** Limits that an operator has set. */
  public ImageLimits(long bytes, long entries) {
    this(bytes, entries, BYTES_SETTING);
  }
}
