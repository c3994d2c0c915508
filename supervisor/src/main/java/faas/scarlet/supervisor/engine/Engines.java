package faas.scarlet.supervisor.engine;

import faas.scarlet.model.function.EngineChoice;
import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.fault.Fault;
import faas.scarlet.supervisor.image.Digest;
import faas.scarlet.supervisor.image.Image;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The engines, best first, and which of them works with an image; each is tried once. */
public final class Engines {
  private final List<Engine> engines;
  private final Map<Tried, Finding> findings = new ConcurrentHashMap<>();

  private record Tried(Digest image, EngineChoice engine) {}

  Engines(List<Engine> engines) {
    this.engines = List.copyOf(engines);
  }

  /** All that Scarlet knows, in the order in which {@code auto} tries them. */
  public static Engines all() {
    return new Engines(
        List.of(
            OciRuntime.crun(),
            OciRuntime.runc(),
            new Bubblewrap(),
            new Unshare(),
            new Fakechroot(),
            new Proot(),
            new Udocker()));
  }

  /**
   * The best engine that works, or the one that the manifest names; in the supervisor's own root
   * programs are run as they are.
   *
   * @param program what is to be run first: absolute, as the image names it
   */
  public Engine choose(Image image, EngineChoice choice, String program) throws Fault {
    if (image.root().equals(Native.ROOT)) {
      return new Native();
    }
    var tried = new ArrayList<Finding>();
    for (Engine engine : candidates(choice)) {
      var finding = find(engine, image);
      if (finding.works()) {
        finding = unfit(engine, image, program).orElse(finding);
      }
      if (finding.works()) {
        return engine;
      }
      tried.add(finding);
    }
    throw none(image, tried);
  }

  private List<Engine> candidates(EngineChoice choice) {
    return engines.stream()
        .filter(
            engine ->
                choice == EngineChoice.AUTO
                    ? engine.choice() != EngineChoice.UDOCKER
                    : engine.choice() == choice)
        .toList();
  }

  private static Optional<Finding> unfit(Engine engine, Image image, String program) {
    try {
      return engine
          .unfit(image.root(), program)
          .map(why -> new Finding(engine.choice(), false, why));
    } catch (IOException e) {
      return Optional.of(
          new Finding(engine.choice(), false, program + " cannot be read: " + e.getMessage()));
    }
  }

  /** What every engine does with this image. */
  public List<Finding> findings(Image image) {
    return engines.stream().map(engine -> find(engine, image)).toList();
  }

  private Finding find(Engine engine, Image image) {
    return findings.computeIfAbsent(
        new Tried(image.digest(), engine.choice()), tried -> Probe.run(engine, image));
  }

  private static Fault none(Image image, List<Finding> tried) {
    return new Fault(
        Reason.NO_ENGINE,
        "no engine here can run image %s: %s. Install one that is missing, or have the supervisor put into the image (execution.mode: Bake)"
            .formatted(
                image.reference(),
                tried.stream().map(Finding::toString).collect(Collectors.joining(" | "))));
  }
}
