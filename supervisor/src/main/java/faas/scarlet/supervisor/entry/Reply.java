package faas.scarlet.supervisor.entry;

import com.sun.net.httpserver.HttpExchange;
import faas.scarlet.model.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Answers of the HTTP server that are not a function's own. */
final class Reply {
  private static final String RETRY_AFTER_SECONDS = "1";

  private Reply() {}

  /** Says something to a human, as {@code {"message": …}}. */
  static void message(HttpExchange exchange, int status, String text) throws IOException {
    json(exchange, status, Map.of("message", text));
  }

  static void json(HttpExchange exchange, int status, Object body) throws IOException {
    send(exchange, status, "application/json", Json.write(body));
  }

  static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  static void full(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Retry-After", RETRY_AFTER_SECONDS);
    message(exchange, 503, "no place is free; try again");
  }

  static void notAllowed(HttpExchange exchange, String method) throws IOException {
    exchange.getResponseHeaders().set("Allow", method);
    message(exchange, 405, "expected " + method + ", found " + exchange.getRequestMethod());
  }
}
