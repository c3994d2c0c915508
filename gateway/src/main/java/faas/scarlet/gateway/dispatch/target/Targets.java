package faas.scarlet.gateway.dispatch.target;

import faas.scarlet.gateway.catalogue.CataloguedFunction;
import faas.scarlet.model.function.Placement.PlacementTarget;
import java.util.Optional;
import java.util.stream.Stream;

/** Which target a function's attempts go to: the installation's own one, or Lambda. */
public final class Targets {
  private final Target home;
  private final Optional<Target> lambda;

  /**
   * Of an installation.
   *
   * @param home where functions run that name no other target
   * @param lambda absent where the installation runs nothing on Lambda: then all stays at home
   */
  Targets(Target home, Optional<Target> lambda) {
    this.home = home;
    this.lambda = lambda;
  }

  /** The target that is asked first. */
  public Target first(CataloguedFunction function) {
    return wants(function, PlacementTarget.LAMBDA) ? lambda.orElse(home) : home;
  }

  /** The target that takes what the first one has no room for. */
  public Optional<Target> second(CataloguedFunction function) {
    return lambda.filter(_ -> wants(function, PlacementTarget.BURST));
  }

  /** The target of that name; absent where this gateway has it no more. */
  public Optional<Target> named(String name) {
    return all().filter(target -> target.name().equals(name)).findFirst();
  }

  /** All of them. */
  public Stream<Target> all() {
    return Stream.concat(Stream.of(home), lambda.stream());
  }

  private static boolean wants(CataloguedFunction function, PlacementTarget target) {
    return function.function().spec().placement().target() == target;
  }
}
