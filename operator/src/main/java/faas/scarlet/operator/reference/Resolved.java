package faas.scarlet.operator.reference;

import faas.scarlet.model.function.Function;
import java.util.List;

/**
 * A function whose references were followed.
 *
 * @param function with its script in line; values that may be secret are still references
 * @param state tells one state of the referenced values from the next; nothing secret is in it
 * @param logins contents of the {@code dockerconfigjson} Secrets, in the order of the manifest
 */
public record Resolved(Function function, String state, List<String> logins) {
  public Resolved {
    logins = List.copyOf(logins);
  }

  /** The same with another name for the image. */
  public Resolved withImage(String reference) {
    var renamed = new Function(function.id(), function.uid(), function.spec().withImage(reference));
    return new Resolved(renamed, state, logins);
  }

  /** Logins are nobody's to read. */
  @Override
  public String toString() {
    return "Resolved[" + function.id() + "]";
  }
}
