package faas.scarlet.gateway.dispatch.target;

import java.util.UUID;

/** Hears what an attempt tells beside its result. Calls are short, but for the last one. */
public interface AttemptListener {
  /** The script has printed this since it was last heard of. */
  void printed(UUID invocation, int attempt, String text);

  /**
   * The attempt is at its end, and its result will be told after this.
   *
   * @param answer for the caller of the function, in the form of Lambda's proxy answers; empty
   *     where nobody called
   */
  void ends(UUID invocation, int attempt, String answer);
}
