package faas.scarlet.model.event;

/** Something that asks for work. */
public sealed interface Event permits ObjectCreated, Body {
  /** The event as it came, byte for byte. */
  String raw();
}
