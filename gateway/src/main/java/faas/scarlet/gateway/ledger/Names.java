package faas.scarlet.gateway.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import faas.scarlet.model.Json;
import faas.scarlet.model.WireNames;

/** States and reasons are written in the ledger as they are in JSON ({@link JsonProperty}). */
public final class Names {
  private Names() {}

  /** What the constant is called outside of Java, as in {@code ScriptFailed}. */
  public static String of(Enum<?> constant) {
    return WireNames.of(constant);
  }

  /**
   * The constant of this name.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static <E extends Enum<E>> E parse(Class<E> type, String name) {
    return Json.MAPPER.convertValue(name, type);
  }
}
