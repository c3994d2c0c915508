package faas.scarlet.gateway.api;

import faas.scarlet.gateway.Refusals;
import java.util.Optional;

/**
 * How far a backfill has come.
 *
 * @param input its number among the function's inputs, from 0
 * @param key the last one that was taken of it
 */
record BackfillCursor(int input, String key) {
  /**
   * Reads what {@link #toString} wrote; nothing stands for the beginning.
   *
   * @throws jakarta.ws.rs.BadRequestException where it is something else
   */
  static Optional<BackfillCursor> read(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (!text.matches("(?s)[0-9]{1,4}/.+")) {
      throw Refusals.parameter("after", "what an earlier backfill gave as last", text);
    }
    String[] parts = text.split("/", 2);
    return Optional.of(new BackfillCursor(Integer.parseInt(parts[0]), parts[1]));
  }

  /** Where to begin with this input: after a key, or with the first; empty: it is done. */
  Optional<String> startOf(int number) {
    return number < input ? Optional.empty() : Optional.of(number == input ? key : "");
  }

  @Override
  public String toString() {
    return input + "/" + key;
  }
}
