package faas.scarlet.gateway;

import faas.scarlet.model.Json;
import org.jspecify.annotations.Nullable;

/** Values for log lines that others chose, such as keys: one word each, whatever is in them. */
public final class Quoted {
  private Quoted() {}

  /** The text itself where it is one plain word; else as a JSON string. */
  public static String of(String text) {
    boolean plain =
        !text.isEmpty()
            && text.chars().allMatch(c -> c > ' ' && c != '"' && c != '\\' && c != 0x7f);
    return plain ? text : Json.write(text);
  }

  /** The key of an object, or {@code -} where there is none. */
  public static String key(@Nullable String key) {
    return key == null ? "-" : of(key);
  }
}
