package faas.scarlet.model.event;

import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Reads events of every form that Scarlet knows: notifications of S3 stores, EventBridge,
 * CloudEvents, Lambda's HTTP calls and delegated events, also inside of one another. What is of no
 * known form is a plain body.
 */
public final class Events {
  private Events() {}

  /**
   * Every event of a text, in its order. Records that are not about a created object ask for
   * nothing and are left out, so the list may be empty.
   *
   * @throws InvalidEventException where the text is malformed in a known form
   */
  public static List<Event> parse(String text) throws InvalidEventException {
    return read(Delivery.of(Bytes.of(text))).events();
  }

  /**
   * All that a message asks for.
   *
   * @throws InvalidEventException where it is malformed in a known form; the field is named
   */
  public static Received read(Delivery delivery) throws InvalidEventException {
    var json = JsonText.of(delivery.content());
    if (json.isPresent() && ProxyCall.has(json.get().node())) {
      var call = decoded(ProxyCall.unwrap(json.get()));
      return new Received(events(call, JsonText.of(call.content()), delivery.content()), true);
    }
    var decoded = decoded(delivery);
    boolean same = decoded.content().equals(delivery.content());
    return new Received(
        events(decoded, same ? json : JsonText.of(decoded.content()), delivery.content()), false);
  }

  /** Whether a message is an HTTP call as Lambda gets it, well-formed or not. */
  public static boolean isCall(Bytes content) {
    return JsonText.of(content).filter(json -> ProxyCall.has(json.node())).isPresent();
  }

  private static List<Event> events(Delivery delivery, Optional<JsonText> json, Bytes raw)
      throws InvalidEventException {
    if (CloudEvent.isBinary(delivery)) {
      return CloudEvent.readBinary(delivery);
    }
    var storage = StorageForms.read(json, delivery.parameters());
    if (storage.isPresent()) {
      return storage.get();
    }
    if (json.isPresent() && CloudEvent.isStructured(json.get().node())) {
      return CloudEvent.readStructured(json.get(), delivery);
    }
    Optional<List<Event>> delegated =
        json.isPresent() && Delegation.has(json.get().node())
            ? Delegation.read(json.get(), delivery)
            : Optional.empty();
    return delegated.orElseGet(
        () -> List.of(new Body(delivery.content(), null, delivery.parameters(), raw)));
  }

  /** A body that its sender has encoded for the transport, and says so. */
  private static Delivery decoded(Delivery delivery) throws InvalidEventException {
    String name = "content-transfer-encoding";
    if (!delivery.header(name).orElse("").strip().equalsIgnoreCase("base64")) {
      return delivery;
    }
    try {
      var content = Base64.getMimeDecoder().decode(delivery.content().toArray());
      return new Delivery(Bytes.of(content), delivery.headers(), delivery.parameters());
    } catch (IllegalArgumentException e) {
      throw new InvalidEventException(
          "body", "expected base64, because the header " + name + " says so");
    }
  }
}
