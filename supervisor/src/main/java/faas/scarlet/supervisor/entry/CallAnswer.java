package faas.scarlet.supervisor.entry;

import com.sun.net.httpserver.HttpExchange;
import faas.scarlet.model.Json;
import faas.scarlet.model.outcome.AttemptResult;
import faas.scarlet.model.outcome.AttemptState;
import faas.scarlet.model.outcome.Reason;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a caller of a function gets: plain HTTP, or Lambda's proxy form where the call came in it.
 *
 * @param id of the invocation
 */
record CallAnswer(String id, boolean proxied) {
  private static final String TYPE = "Content-Type";

  /** How it ended, and where that was well, the result. */
  void send(HttpExchange exchange, AttemptResult result, Keeper kept) throws IOException {
    if (!result.succeeded()) {
      int status = result.state() == AttemptState.TIMED_OUT ? 504 : 500;
      sendJson(exchange, status, failure(result));
      return;
    }
    Keeper.Content content;
    try {
      content = kept.content();
    } catch (IOException e) {
      refuse(exchange, String.valueOf(e.getMessage()));
      return;
    }
    send(exchange, content);
  }

  /** The attempt went well, but its answer is no answer. */
  private void refuse(HttpExchange exchange, String why) throws IOException {
    sendJson(exchange, 500, refusal(why));
  }

  private static Map<String, Object> refusal(String why) {
    return Map.of("reason", Reason.OUTPUT_FAILED, "message", why);
  }

  private void send(HttpExchange exchange, Keeper.Content content) throws IOException {
    var headers = headers(content);
    if (proxied) {
      sendProxied(exchange, 200, headers, content.bytes());
      return;
    }
    headers.forEach(exchange.getResponseHeaders()::set);
    long size = content.bytes().size();
    exchange.sendResponseHeaders(200, size == 0 ? -1 : size);
    content.bytes().input().transferTo(exchange.getResponseBody());
  }

  /** A batch has no one result, so it is told how each of its events ended. */
  void send(HttpExchange exchange, List<AttemptResult> results) throws IOException {
    sendJson(exchange, status(results), results);
  }

  private static int status(List<AttemptResult> results) {
    return results.stream().allMatch(AttemptResult::succeeded) ? 200 : 500;
  }

  private void sendJson(HttpExchange exchange, int status, Object body) throws IOException {
    exchange.getResponseHeaders().set("Scarlet-Invocation", id);
    if (!proxied) {
      Reply.json(exchange, status, body);
      return;
    }
    Reply.json(exchange, 200, form(status, body));
  }

  /**
   * The answer in the proxy form, as one text for a gateway that passes it on.
   *
   * @param longest bytes of a result; a longer one is refused by the answer
   */
  String text(AttemptResult result, Keeper kept, int longest) {
    if (!result.succeeded()) {
      int status = result.state() == AttemptState.TIMED_OUT ? 504 : 500;
      return Json.write(form(status, failure(result)));
    }
    try {
      var content = result(kept, longest);
      var form = form(200, headers(content), true);
      form.put("body", Base64.getEncoder().encodeToString(content.bytes().input().readAllBytes()));
      return Json.write(form);
    } catch (IOException e) {
      return Json.write(form(500, refusal(String.valueOf(e.getMessage()))));
    }
  }

  /** Why a result cannot be the answer; empty where it can. */
  Optional<String> refusal(Keeper kept, int longest) {
    try {
      result(kept, longest);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static Keeper.Content result(Keeper kept, int longest) throws IOException {
    var content = kept.content();
    if (content.bytes().size() > longest) {
      throw new IOException(
          "expected a result of at most %d bytes, found %d; give the function an output and fetch it there"
              .formatted(longest, content.bytes().size()));
    }
    return content;
  }

  /** The answer to an event that asks for nothing, in the proxy form. */
  String nothing() {
    return Json.write(form(204, Map.of(), false));
  }

  /** The answer to a batch in the proxy form. */
  String text(List<AttemptResult> results) {
    return Json.write(form(status(results), results));
  }

  /** A call that is refused, in the proxy form. */
  String refused(int status, String message) {
    return Json.write(form(status, Map.of("message", message)));
  }

  private Map<String, Object> form(int status, Object body) {
    var form = form(status, Map.of(TYPE, "application/json", "Scarlet-Invocation", id), false);
    form.put("body", Json.write(body));
    return form;
  }

  private Map<String, String> headers(Keeper.Content content) {
    var headers = new TreeMap<String, String>();
    headers.put(TYPE, content.type());
    headers.put("Scarlet-Invocation", id);
    if (!content.name().isEmpty()) {
      String name = content.name().substring(content.name().lastIndexOf('/') + 1);
      headers.put("Content-Disposition", "attachment; filename*=UTF-8''" + encoded(name));
    }
    return headers;
  }

  /** The body's place is kept in the JSON around it, so that it need never be in memory. */
  private static void sendProxied(
      HttpExchange exchange, int status, Map<String, String> headers, Spool body)
      throws IOException {
    String around = Json.write(form(status, headers, true));
    exchange.getResponseHeaders().set(TYPE, "application/json");
    exchange.sendResponseHeaders(200, 0);
    var out = exchange.getResponseBody();
    out.write(utf8(around.substring(0, around.length() - 1) + ",\"body\":\""));
    try (var base64 = Base64.getEncoder().wrap(keptOpen(out))) {
      body.input().transferTo(base64);
    }
    out.write(utf8("\"}"));
  }

  private static Map<String, Object> form(
      int status, Map<String, String> headers, boolean encoded) {
    var form = new LinkedHashMap<String, Object>();
    form.put("statusCode", status);
    form.put("headers", headers);
    form.put("isBase64Encoded", encoded);
    return form;
  }

  private static Map<String, Object> failure(AttemptResult result) {
    var failure = new LinkedHashMap<String, Object>();
    put(failure, "reason", result.reason());
    put(failure, "message", result.message());
    put(failure, "exitCode", result.exitCode());
    failure.put("logTail", result.logTail());
    return failure;
  }

  private static void put(Map<String, Object> failure, String name, @Nullable Object value) {
    if (value != null) {
      failure.put(name, value);
    }
  }

  private static OutputStream keptOpen(OutputStream out) {
    return new FilterOutputStream(out) {
      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
      }

      @Override
      public void close() throws IOException {
        flush();
      }
    };
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
