package faas.scarlet.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/**
 * The one JSON dialect of Scarlet: RFC 3339 times, absent fields left out, unknown ones let pass.
 */
public final class Json {
  /** For any type, Kubernetes's too. Shared, and never reconfigured. */
  public static final ObjectMapper MAPPER = dialect().build();

  /**
   * For Scarlet's own records, of which it looks at no annotation but the names of constants: the
   * first record of a process is there tens of milliseconds sooner. Shared, and never reconfigured.
   */
  public static final ObjectMapper OWN =
      dialect().disable(MapperFeature.USE_ANNOTATIONS).addModule(new WireNames()).build();

  private Json() {}

  /** One of Scarlet's own values as JSON; fails only for a type that is none, which is a bug. */
  public static String write(Object value) {
    try {
      return OWN.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot write " + value.getClass() + " as JSON", e);
    }
  }

  private static JsonMapper.Builder dialect() {
    return JsonMapper.builder()
        .addModule(new JavaTimeModule())
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(
                JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL));
  }
}
