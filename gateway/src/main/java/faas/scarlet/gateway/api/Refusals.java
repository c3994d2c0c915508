package faas.scarlet.gateway.api;

import faas.scarlet.gateway.Message;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;

/** Answers to what callers got wrong. */
final class Refusals {
  private Refusals() {}

  static WebApplicationException parameter(String name, String expected, String found) {
    return refusal(
        Status.BAD_REQUEST,
        "parameter %s: expected %s, found '%s'".formatted(name, expected, found));
  }

  static WebApplicationException notFound(String what) {
    return refusal(Status.NOT_FOUND, what);
  }

  static WebApplicationException conflict(String message) {
    return refusal(Status.CONFLICT, message);
  }

  static WebApplicationException lengthRequired(String message) {
    return refusal(Status.LENGTH_REQUIRED, message);
  }

  private static WebApplicationException refusal(Status status, String message) {
    return new WebApplicationException(
        Response.status(status)
            .type(MediaType.APPLICATION_JSON)
            .entity(new Message(message))
            .build());
  }
}
