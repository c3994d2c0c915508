package faas.scarlet.gateway.ingest;

import faas.scarlet.aws.S3Addresses;
import faas.scarlet.gateway.Settings;
import faas.scarlet.gateway.store.ObjectStore;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.Placement.PlacementTarget;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Functions on Lambda which S3 itself starts: what the gateway made of the same files would run a
 * second time. Only what somebody asks for by name, as a backfill does, goes through the gateway.
 */
@Singleton
public class DirectFunctions {
  private final boolean hasLambda;
  private final S3Addresses s3;

  @Inject
  DirectFunctions(Settings settings) {
    this(settings.lambda().region().isPresent(), new S3Addresses(settings.lambda().endpoint()));
  }

  /**
   * With or without Lambda.
   *
   * @param s3 which stores start functions there
   */
  public DirectFunctions(boolean hasLambda, S3Addresses s3) {
    this.hasLambda = hasLambda;
    this.s3 = s3;
  }

  /** Whether files in this store start the function without the gateway. */
  public boolean has(Function function, ObjectStore store) {
    return hasLambda
        && function.spec().placement().target() == PlacementTarget.LAMBDA
        && store.endpoint().filter(s3::has).isPresent();
  }
}
