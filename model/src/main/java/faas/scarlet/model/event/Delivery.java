package faas.scarlet.model.event;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A message as it arrived, before anybody knows what it is.
 *
 * @param headers of HTTP; names in lower case
 * @param parameters of the HTTP query, decoded
 */
public record Delivery(Bytes content, Map<String, String> headers, Map<String, String> parameters) {
  public Delivery {
    var lowered = new TreeMap<String, String>();
    headers.forEach((name, value) -> lowered.put(name.toLowerCase(Locale.ROOT), value));
    headers = Map.copyOf(lowered);
    parameters = Map.copyOf(parameters);
  }

  /** A message that came without HTTP. */
  public static Delivery of(Bytes content) {
    return new Delivery(content, Map.of(), Map.of());
  }

  /** Value of a header; its name in lower case. */
  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }
}
