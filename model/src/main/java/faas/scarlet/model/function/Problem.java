package faas.scarlet.model.function;

/**
 * Something wrong in a manifest.
 *
 * @param path the field, as in {@code spec.output[0].path}
 * @param message what was expected, what was found, what to do
 */
public record Problem(String path, String message) {
  @Override
  public String toString() {
    return path + ": " + message;
  }
}
