package faas.scarlet.supervisor.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import faas.scarlet.model.Json;
import faas.scarlet.model.event.Body;
import faas.scarlet.model.event.Bytes;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Standard input by the convention of OSCAR's services: JSON, or any file in base64. What is
 * neither is taken as it is.
 */
final class OscarBody {
  private static final int GROUP = 4;
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]+={0,2}");

  private OscarBody() {}

  static Body read(Body body) {
    String text = body.content() == null ? "" : body.content().toString().strip();
    if (text.isEmpty()
        || text.length() % GROUP != 0
        || !BASE64.matcher(text).matches()
        || isJson(text)) {
      return body;
    }
    var content = Bytes.of(Base64.getDecoder().decode(text));
    return new Body(content, body.time(), body.parameters(), body.raw());
  }

  private static boolean isJson(String text) {
    try {
      return !Json.MAPPER.readTree(text).isMissingNode();
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
