package faas.scarlet.supervisor.staging;

import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.fault.Fault;
import java.util.Map;

/**
 * How many functions stand between a user's own file and an object, as the object's metadata says.
 * Functions that feed each other in a circle are stopped by it.
 */
final class Depth {
  /** Objects of this depth are nobody's input any more. */
  static final int LIMIT = 16;

  /** Name in an object's user metadata. */
  static final String NAME = "scarlet-depth";

  private static final String NUMBER = "[0-9]{1,9}";

  private Depth() {}

  /** The depth that the metadata tell; 0 where they tell none. */
  static int of(Map<String, String> metadata) {
    String text = metadata.getOrDefault(NAME, "");
    return text.matches(NUMBER) ? Integer.parseInt(text) : 0;
  }

  /** Refuses an input that has gone through too many functions. */
  static void check(int depth, String object) throws Fault {
    if (depth >= LIMIT) {
      throw new Fault(
          Reason.RECURSION_LIMIT,
          "%s has come through %d functions, one after the other, and the limit is %d; see whether an output of one of them is the input of an earlier one"
              .formatted(object, depth, LIMIT));
    }
  }
}
