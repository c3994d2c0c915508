package faas.scarlet.model.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.TreeMap;

/**
 * An HTTP call as Lambda gets it: API Gateway's REST (v1) and HTTP (v2) proxy events, function
 * URLs, load balancers.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">Payload
 *     format versions</a>
 */
final class ProxyCall {
  private ProxyCall() {}

  static boolean has(ObjectNode node) {
    boolean first = node.path("httpMethod").isTextual();
    boolean second = node.path("requestContext").path("http").isObject();
    return (first || second)
        && (node.has("body") || node.has("headers") || node.has("requestContext"));
  }

  /** The call as it was before it was put into JSON. */
  static Delivery unwrap(JsonText json) throws InvalidEventException {
    var call = new Fields(json.node(), "");
    var headers = new TreeMap<>(call.texts("multiValueHeaders"));
    headers.putAll(call.texts("headers"));
    var parameters = new TreeMap<>(call.texts("multiValueQueryStringParameters"));
    parameters.putAll(call.texts("queryStringParameters"));
    return new Delivery(body(call), headers, parameters);
  }

  private static Bytes body(Fields call) throws InvalidEventException {
    String body = call.textIfAny("body").orElse("");
    if (!call.flag("isBase64Encoded")) {
      return Bytes.of(body);
    }
    try {
      return Bytes.of(Base64.getDecoder().decode(body));
    } catch (IllegalArgumentException e) {
      throw call.expected("body", "base64, because isBase64Encoded is true");
    }
  }
}
