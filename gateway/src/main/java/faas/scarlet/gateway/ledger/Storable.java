package faas.scarlet.gateway.ledger;

/** Texts that scripts and peers wrote, as PostgreSQL can keep them. */
final class Storable {
  private Storable() {}

  /** With the replacement character for NUL, which no text of PostgreSQL may contain. */
  static String text(String text) {
    return text.replace('\0', '\ufffd');
  }
}
