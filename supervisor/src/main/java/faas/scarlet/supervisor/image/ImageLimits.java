package faas.scarlet.supervisor.image;

/**
 * How large an image may get when it is unpacked; a larger one is {@code ImageTooLarge}.
 *
 * @param bytes of all layers, unpacked
 * @param entries files, folders and links of all layers
 */
public record ImageLimits(long bytes, long entries) {
  /** 32 GiB, two million entries. */
  public static final ImageLimits USUAL = new ImageLimits(32L << 30, 2_000_000);
}
