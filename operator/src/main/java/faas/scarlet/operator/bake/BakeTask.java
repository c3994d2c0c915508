package faas.scarlet.operator.bake;

import java.util.List;

/**
 * An image that is to be baked. Equal tasks give the same image, for whichever functions.
 *
 * @param image the user's, by digest where that is known
 * @param secrets names of the Secrets that the logins are of, for messages
 * @param logins its owner's, as Docker's {@code config.json}: who cannot read an image has none
 *     baked either, whoever has it already
 */
record BakeTask(String image, List<String> secrets, List<String> logins) {
  BakeTask {
    secrets = List.copyOf(secrets);
    logins = List.copyOf(logins);
  }

  /** Logins are nobody's to read. */
  @Override
  public String toString() {
    return "BakeTask[" + image + "]";
  }
}
