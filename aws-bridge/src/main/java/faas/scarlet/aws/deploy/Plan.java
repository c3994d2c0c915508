package faas.scarlet.aws.deploy;

import faas.scarlet.aws.BridgeSettings;
import faas.scarlet.aws.FunctionOnLambda;
import faas.scarlet.model.function.FunctionSpec;
import faas.scarlet.model.function.Lambda;
import faas.scarlet.model.function.Lambda.Architecture;
import faas.scarlet.model.function.Lambda.Vpc;
import faas.scarlet.model.function.Placement.PlacementTarget;
import faas.scarlet.model.function.Quantity;
import faas.scarlet.model.function.Scale;
import faas.scarlet.model.function.Span;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All that AWS is to have for one function; decided by spec and settings alone.
 *
 * @param memory in MiB
 * @param storage in MiB
 * @param timeout in seconds
 * @param environment of the supervisor
 * @param document the function itself, where the environment has no room for it
 * @param policy of the role, JSON
 * @param reserved instances at the most; none leaves that to the account
 * @param retries of Lambda's own, for events that S3 sends it
 * @param maxAge of such events, in seconds
 */
record Plan(
    Names names,
    Arns arns,
    Architecture architecture,
    int memory,
    int storage,
    int timeout,
    Map<String, String> environment,
    Optional<Document> document,
    Optional<Vpc> vpc,
    String policy,
    int retentionDays,
    OptionalInt reserved,
    int retries,
    int maxAge,
    Optional<String> destination,
    boolean url,
    boolean warm,
    List<Trigger> triggers) {

  /** Room for the image and the files, above an attempt's own time. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final int MOST_RETRIES = 2;
  private static final int LEAST_AGE = 60;
  private static final int MOST_AGE = 21_600;
  private static final long MEBI = 1 << 20;

  static Plan of(FunctionOnLambda function, BridgeSettings settings, String account) {
    FunctionSpec spec = function.spec();
    var lambda = Optional.ofNullable(spec.lambda());
    var names = Names.of(function.address(), settings);
    var arns = new Arns(function.account().region(), account);
    var bucket = settings.stagingBucketOf(function);
    var around = Surroundings.of(function, names, bucket, settings.lambdaMirror());
    var destination =
        Destination.of(function, names, arns, settings.failureDestinationOf(function));
    var triggers = Triggers.of(function);
    return new Plan(
        names,
        arns,
        lambda.map(Lambda::architecture).orElse(settings.architecture()),
        mebibytes(spec.memory()),
        mebibytes(spec.ephemeralStorage()),
        timeout(spec),
        around.variables(),
        around.document(),
        lambda.map(Lambda::vpc),
        Policies.of(function, names, arns, bucket, destination),
        lambda.map(Lambda::logRetentionDays).orElse(settings.logRetentionDays()),
        reserved(spec),
        triggers.isEmpty() ? 0 : Math.min(spec.retry().attempts() - 1, MOST_RETRIES),
        maxAge(spec),
        destination.map(Destination::arn),
        lambda.map(Lambda::functionUrl).orElse(false)
            || (spec.http() != null && spec.http().enabled()),
        spec.keepWarm() && !spec.suspended(),
        triggers);
  }

  private static int mebibytes(String size) {
    return Math.toIntExact(Math.ceilDiv(Quantity.bytes(size), MEBI));
  }

  private static int timeout(FunctionSpec spec) {
    var wanted = spec.timeLimit().plus(MARGIN);
    return Math.toIntExact((wanted.compareTo(LONGEST) < 0 ? wanted : LONGEST).toSeconds());
  }

  /**
   * A reservation takes away from what other functions of the account have, so only a limit that
   * somebody wrote is one. What overflows is limited by the gateway, and not by the cluster's room.
   */
  private static OptionalInt reserved(FunctionSpec spec) {
    return spec.scale().max() == Scale.STANDARD_MAX
            || spec.placement().target() == PlacementTarget.BURST
        ? OptionalInt.empty()
        : OptionalInt.of(spec.maxInFlight());
  }

  private static int maxAge(FunctionSpec spec) {
    long seconds = Span.parse(spec.retry().maxAge()).toSeconds();
    return Math.clamp(seconds, LEAST_AGE, MOST_AGE);
  }
}
