package faas.scarlet.supervisor.image;

/** An image that a process holds cannot be removed. */
public final class ImageInUseException extends Exception {
  ImageInUseException(Digest digest) {
    super("image " + digest + " is in use by an attempt; try again when that has ended");
  }
}
