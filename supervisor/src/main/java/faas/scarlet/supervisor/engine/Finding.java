package faas.scarlet.supervisor.engine;

import faas.scarlet.model.function.EngineChoice;

/**
 * What a try of an engine with an image showed.
 *
 * @param detail why it does not work; where it does, what keeps a script from this machine
 */
public record Finding(EngineChoice engine, boolean works, String detail) {
  @Override
  public String toString() {
    return EngineName.of(engine) + ": " + (works ? "works, " : "") + detail;
  }
}
