package faas.scarlet.supervisor.engine;

import faas.scarlet.model.function.EngineChoice;
import java.util.Locale;

/** Engines by the name that manifests use. */
public final class EngineName {
  private EngineName() {}

  /** As in {@code execution.engine}. */
  public static String of(EngineChoice engine) {
    return engine.name().toLowerCase(Locale.ROOT);
  }
}
