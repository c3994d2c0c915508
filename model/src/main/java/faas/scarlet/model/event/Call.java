package faas.scarlet.model.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/**
 * Writes the call of a function as Lambda gets calls (payload format 2.0), so that it is kept,
 * passed on and read by {@link Events} like any other event.
 */
public final class Call {
  private Call() {}

  /**
   * The event.
   *
   * @param id of the call
   * @param path that was called
   * @param headers those that the function may see
   * @param parameters of the query, decoded
   */
  public static String event(
      String id,
      String path,
      Map<String, String> headers,
      Map<String, String> parameters,
      byte[] body,
      Instant time) {
    var event = JsonNodeFactory.instance.objectNode();
    event.put("version", "2.0").put("rawPath", path);
    headers.forEach(event.putObject("headers")::put);
    parameters.forEach(event.putObject("queryStringParameters")::put);
    var context = event.putObject("requestContext");
    context.put("requestId", id).put("timeEpoch", time.toEpochMilli());
    context.putObject("http").put("method", "POST").put("path", path);
    event.put("isBase64Encoded", true);
    event.put("body", Base64.getEncoder().encodeToString(body));
    return event.toString();
  }
}
