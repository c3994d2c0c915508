package faas.scarlet.model.event;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Data that came with the event itself: the body of a call, the data of a CloudEvent, or an event
 * of no known form.
 *
 * @param content what the script gets as its input file; without the envelope that it came in. Null
 *     where the event has no data at all, as when the clock starts a function: then there is no
 *     file
 * @param raw with its envelope
 */
public record Body(
    @Nullable Bytes content, @Nullable String time, Map<String, String> parameters, Bytes raw)
    implements Event {

  public Body {
    parameters = Map.copyOf(parameters);
  }

  /** A body that came without an envelope. */
  public static Body of(Bytes content) {
    return new Body(content, null, Map.of(), content);
  }
}
