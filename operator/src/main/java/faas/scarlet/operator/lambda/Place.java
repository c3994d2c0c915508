package faas.scarlet.operator.lambda;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where on Lambda a function is, or may be.
 *
 * @param region as in eu-central-1
 * @param secret Secret with the keys of the account, in the function's namespace; none: the
 *     operator's own account
 */
public record Place(String region, Optional<String> secret) {
  private static final String BETWEEN = ",";

  /** As people and annotations write it: {@code region} or {@code region/secret}. */
  @Override
  public String toString() {
    return region + secret.map(name -> "/" + name).orElse("");
  }

  /** The region of a Lambda function's ARN. */
  static Place of(String arn, Optional<String> secret) {
    return new Place(arn.split(":", -1)[3], secret);
  }

  /** Reads what {@link #write} wrote. */
  static Set<Place> read(String places) {
    return Stream.of(places.split(BETWEEN))
        .filter(place -> !place.isEmpty())
        .map(place -> place.split("/", 2))
        .map(
            parts ->
                new Place(parts[0], parts.length == 1 ? Optional.empty() : Optional.of(parts[1])))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** In an order of their own, so that the same places are the same text. */
  static String write(Collection<Place> places) {
    return String.join(
        BETWEEN,
        places.stream().map(Place::toString).collect(Collectors.toCollection(TreeSet::new)));
  }
}
