package faas.scarlet.model.fdl;

/**
 * What became of a field of a definition.
 *
 * @param field its path inside the function, as in {@code synchronous.min_scale}
 * @param word where it went, or why it was dropped
 */
public record Fate(String field, Kind kind, String word) {
  /** The three things that can become of a field. */
  public enum Kind {
    /** The manifest has it under the same name. */
    KEPT,
    /** The manifest says the same otherwise. */
    RENAMED,
    /** The manifest does not say it. */
    DROPPED
  }

  static Fate kept(String field) {
    return new Fate(field, Kind.KEPT, field);
  }

  static Fate renamed(String field, String to) {
    return new Fate(field, Kind.RENAMED, to);
  }

  static Fate dropped(String field, String why) {
    return new Fate(field, Kind.DROPPED, why);
  }
}
