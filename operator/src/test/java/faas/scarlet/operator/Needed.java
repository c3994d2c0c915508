package faas.scarlet.operator;

import org.junit.jupiter.api.Assumptions;

/** Tests that need something absent are skipped, and nobody can overlook it. */
public final class Needed {
  private Needed() {}

  /** Goes on only where the condition holds; the reason says what to install or set. */
  public static void orSkip(boolean condition, String reason) {
    if (!condition) {
      System.err.println("\n*** SKIPPED: " + reason + "\n");
      Assumptions.abort(reason);
    }
  }
}
