package faas.scarlet.model.event;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something that asks for work. */
public sealed interface Event permits ObjectCreated, Body {
  /** The event as it came, byte for byte. */
  Bytes raw();

  /** When it happened, as the event gives it; absent where it does not. */
  @Nullable String time();

  /** Query parameters of the HTTP call that brought it; empty where none did. */
  Map<String, String> parameters();
}
