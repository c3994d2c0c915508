package faas.scarlet.aws;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A function on Lambda, as AWS shows it.
 *
 * @param arn of the Lambda function
 * @param image what its instances start from, by digest
 * @param ready whether it is Active and its last change is complete
 * @param message AWS's own words where it is not ready; else empty
 * @param url the function's own address, if it has one
 * @param triggers buckets whose new files start it
 */
public record Deployment(
    String arn,
    String image,
    boolean ready,
    String message,
    Optional<URI> url,
    List<String> triggers) {
  public Deployment {
    triggers = List.copyOf(triggers);
  }
}
