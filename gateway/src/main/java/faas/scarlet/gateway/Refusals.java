package faas.scarlet.gateway;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;

/** Answers to callers who must do something else; each has a sentence that says what. */
public final class Refusals {
  private Refusals() {}

  /** A parameter of the address is wrong. */
  public static WebApplicationException parameter(String name, String expected, String found) {
    return refusal(
        Status.BAD_REQUEST,
        "parameter %s: expected %s, found '%s'".formatted(name, expected, found));
  }

  /** The caller is known, and may not. */
  public static WebApplicationException forbidden(String message) {
    return refusal(Status.FORBIDDEN, message);
  }

  /** There is no such thing. */
  public static WebApplicationException notFound(String what) {
    return refusal(Status.NOT_FOUND, what);
  }

  /** The thing is not in a state for that. */
  public static WebApplicationException conflict(String message) {
    return refusal(Status.CONFLICT, message);
  }

  /** The size of the body must be told. */
  public static WebApplicationException lengthRequired(String message) {
    return refusal(Status.LENGTH_REQUIRED, message);
  }

  /** It cannot be understood. */
  public static WebApplicationException badRequest(String message) {
    return refusal(Status.BAD_REQUEST, message);
  }

  /** The body is too large. */
  public static WebApplicationException tooLarge(String message) {
    return refusal(Status.REQUEST_ENTITY_TOO_LARGE, message);
  }

  /** Not now. */
  public static WebApplicationException unavailable(String message) {
    return refusal(Status.SERVICE_UNAVAILABLE, message);
  }

  private static WebApplicationException refusal(Status status, String message) {
    return new WebApplicationException(
        Response.status(status)
            .type(MediaType.APPLICATION_JSON)
            .entity(new Message(message))
            .build());
  }
}
