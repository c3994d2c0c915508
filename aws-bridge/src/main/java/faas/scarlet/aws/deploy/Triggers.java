package faas.scarlet.aws.deploy;

import faas.scarlet.aws.FunctionOnLambda;
import faas.scarlet.model.function.Placement.PlacementTarget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which keys of which buckets of S3 start the function. */
final class Triggers {
  private Triggers() {}

  /**
   * What S3 is to tell of: of each input in S3 its path and suffixes. Overlapping ones are joined,
   * because S3 refuses those; what no input takes the supervisor leaves alone, once it is told.
   *
   * @return none for a function that bursts, whose files the gateway hands out, and for one that is
   *     suspended
   */
  static List<Trigger> of(FunctionOnLambda function) {
    var spec = function.spec();
    if (spec.placement().target() != PlacementTarget.LAMBDA || spec.suspended()) {
      return List.of();
    }
    var triggers = new ArrayList<Trigger>();
    for (var input : spec.input()) {
      if (function.storesInS3().contains(input.objectStore())) {
        var location = input.location();
        for (String suffix : input.suffix().isEmpty() ? List.of("") : input.suffix()) {
          add(triggers, new Trigger(location.bucket(), location.keyPrefix(), suffix));
        }
      }
    }
    triggers.sort(
        Comparator.comparing(Trigger::bucket)
            .thenComparing(Trigger::prefix)
            .thenComparing(Trigger::suffix));
    return List.copyOf(triggers);
  }

  private static void add(List<Trigger> triggers, Trigger added) {
    for (var known : triggers) {
      if (known.overlaps(added)) {
        triggers.remove(known);
        add(triggers, known.join(added));
        return;
      }
    }
    triggers.add(added);
  }
}
