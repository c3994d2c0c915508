package faas.scarlet.operator.lambda;

import faas.scarlet.aws.AwsAccess;
import faas.scarlet.aws.AwsAccount;
import faas.scarlet.aws.AwsFault;
import faas.scarlet.aws.FunctionOnLambda;
import faas.scarlet.aws.LambdaAddress;
import faas.scarlet.aws.MayLeaveCluster;
import faas.scarlet.crd.ScarFunction;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.FunctionId;
import faas.scarlet.model.function.Lambda;
import faas.scarlet.model.function.Placement.PlacementTarget;
import faas.scarlet.operator.lambda.LambdaWork.Spot;
import faas.scarlet.operator.status.ConditionType;
import faas.scarlet.operator.status.FunctionConditions;
import faas.scarlet.operator.status.Reason;
import faas.scarlet.operator.store.NamedStores;
import faas.scarlet.operator.store.StoreException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Lambda's part of a reconciliation. Where something of a function may be is written down beside it
 * before anything is made there, and until nothing is left.
 */
@Singleton
public class LambdaStep {
  private static final String NOT_CONFIGURED =
      "this Scarlet has no AWS account; set aws.enabled and aws.region of the chart"
          + " (SCARLET_LAMBDA_REGION of the operator), then this goes on by itself";

  private final LambdaSettings settings;
  private final LambdaWork work;
  private final AccountKeys keys;
  private final ToldAccounts told;
  private final NamedStores stores;

  /** Work is done where the settings, and the functions, say. */
  public LambdaStep(
      LambdaSettings settings,
      LambdaWork work,
      AccountKeys keys,
      ToldAccounts told,
      NamedStores stores) {
    this.settings = settings;
    this.work = work;
    this.keys = keys;
    this.told = told;
    this.stores = stores;
  }

  /** Has a function looked at again when its work on Lambda has come to an end. */
  public EventSource<?, ScarFunction> watch() {
    var ends = new SimpleInboundEventSource<ScarFunction>("lambda");
    work.onEnd(
        function -> ends.propagateEvent(new ResourceID(function.name(), function.namespace())));
    return ends;
  }

  /**
   * The function goes from all places but the one where it is to be.
   *
   * @param writtenDown where it may be
   * @return where it may be from now on; empty for a function that never was on Lambda
   */
  public Optional<String> leave(
      ScarFunction function, Optional<String> writtenDown, FunctionConditions conditions) {
    var former = former(function, writtenDown);
    boolean isWanted = function.getSpec().placement().target() != PlacementTarget.CLUSTER;
    if (!settings.isConfigured()) {
      if (isWanted || !former.isEmpty()) {
        conditions.failed(ConditionType.LAMBDA_READY, Reason.LAMBDA_NOT_CONFIGURED, NOT_CONFIGURED);
      }
      return writtenDown;
    }
    Optional<Place> wanted;
    try {
      wanted = wanted(function.function());
    } catch (AwsFault e) {
      // Where it is to be, nobody knows; so it stays where it is.
      failed(conditions, e);
      return writtenDown;
    }
    var places = new HashSet<>(former);
    wanted.ifPresent(places::add);
    places.removeIf(
        place ->
            wanted.filter(place::equals).isEmpty()
                && isGone(function.function().id(), place, conditions));
    if (places.isEmpty()) {
      conditions.notOnLambda();
    }
    return places.isEmpty() && writtenDown.isEmpty()
        ? Optional.empty()
        : Optional.of(Place.write(places));
  }

  /**
   * The function is where it is to be.
   *
   * @param function with all that it refers to
   * @param writtenDown where it may be; nowhere else is anything made
   */
  public void deploy(
      Function function, Optional<String> writtenDown, FunctionConditions conditions) {
    Optional<Place> place;
    try {
      place = wanted(function);
    } catch (AwsFault e) {
      failed(conditions, e);
      return;
    }
    place = place.filter(wanted -> writtenDown.map(Place::read).orElse(Set.of()).contains(wanted));
    if (place.isEmpty()) {
      return;
    }
    var refusal = refusal(function);
    if (refusal.isPresent()) {
      conditions.failed(ConditionType.LAMBDA_READY, Reason.NOT_ON_LAMBDA, refusal.get());
      return;
    }
    try {
      var onLambda =
          new FunctionOnLambda(
              new MayLeaveCluster(function), account(function.id(), place.get()), inS3(function));
      report(work.ask(new Spot(function.id(), place.get()), new Task.Deploy(onLambda)), conditions);
    } catch (AwsFault e) {
      failed(conditions, e);
    } catch (StoreException e) {
      conditions.waiting(
          ConditionType.LAMBDA_READY, Reason.WAITING, "waits for its stores: " + e.getMessage());
    }
  }

  /** Nothing of a function that is being deleted is on Lambda; false: not yet. */
  public boolean release(
      ScarFunction function, Optional<String> writtenDown, FunctionConditions conditions) {
    var id = function.function().id();
    var places = former(function, writtenDown);
    if (!places.isEmpty() && !settings.isConfigured()) {
      conditions.failed(ConditionType.LAMBDA_READY, Reason.LAMBDA_NOT_CONFIGURED, NOT_CONFIGURED);
      return false;
    }
    // All are asked, not only up to the first that is not gone.
    boolean isReleased =
        places.stream().filter(place -> !isGone(id, place, conditions)).count() == 0;
    if (isReleased) {
      told.forget(id);
      work.forget(id);
    }
    return isReleased;
  }

  private boolean isGone(FunctionId id, Place place, FunctionConditions conditions) {
    Progress progress;
    try {
      var address = new LambdaAddress(id, account(id, place));
      progress = work.ask(new Spot(id, place), new Task.Remove(address));
    } catch (AwsFault e) {
      progress = new Progress.Failed(e.why().reason(), String.valueOf(e.getMessage()));
    }
    boolean isGone = progress instanceof Progress.Gone;
    if (progress instanceof Progress.Failed(var reason, var message)) {
      conditions.failed(
          ConditionType.LAMBDA_READY,
          reason,
          "it is still on Lambda in %s: %s".formatted(place.region(), message));
    } else if (!isGone && !conditions.isTold(ConditionType.LAMBDA_READY)) {
      conditions.waiting(
          ConditionType.LAMBDA_READY,
          Reason.WAITING,
          "it is being taken from Lambda in " + place.region());
    }
    return isGone;
  }

  private static void report(Progress progress, FunctionConditions conditions) {
    if (progress instanceof Progress.Deployed(var deployment)) {
      conditions.lambdaArn(deployment.arn());
    }
    if (conditions.isTold(ConditionType.LAMBDA_READY)) {
      return;
    }
    switch (progress) {
      case Progress.Deployed(var deployment) when deployment.ready() ->
          conditions.ready(ConditionType.LAMBDA_READY, "the Lambda function takes invocations");
      case Progress.Deployed(var deployment) ->
          conditions.waiting(
              ConditionType.LAMBDA_READY, Reason.WAITING, "AWS says: " + deployment.message());
      case Progress.Failed(var reason, var message) ->
          conditions.failed(ConditionType.LAMBDA_READY, reason, message);
      case Progress.UnderWay(), Progress.Gone() ->
          conditions.waiting(
              ConditionType.LAMBDA_READY, Reason.WAITING, "it is being put on Lambda");
    }
  }

  /** Where it may be; what AWS called it tells where nobody has written it down. */
  private static Set<Place> former(ScarFunction function, Optional<String> writtenDown) {
    if (writtenDown.isPresent()) {
      return Place.read(writtenDown.get());
    }
    var status = function.getStatus();
    if (status == null || status.lambdaArn() == null) {
      return Set.of();
    }
    var lambda = function.getSpec().lambda();
    return Set.of(
        Place.of(
            status.lambdaArn(),
            lambda == null ? Optional.empty() : Optional.ofNullable(lambda.accountSecret())));
  }

  /** A credential must not stand in a Lambda function's environment, where many may read it. */
  private static Optional<String> refusal(Function function) {
    var spec = function.spec();
    for (int i = 0; i < spec.environment().size(); i++) {
      if (spec.environment().get(i).valueFrom() != null) {
        return Optional.of(
            "spec.environment[%d].valueFrom: values on Lambda are in line only; give value, or placement.target: cluster"
                .formatted(i));
      }
    }
    return spec.imagePullSecrets().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "spec.imagePullSecrets: images on Lambda are pulled without a login; use an image that"
                + " needs none, or placement.target: cluster");
  }

  /** Where the function is to be; the gateway is told as whom it is called there. */
  private Optional<Place> wanted(Function function) {
    var secret =
        Optional.ofNullable(function.spec().lambda())
            .map(Lambda::accountSecret)
            .filter(any -> function.spec().placement().target() != PlacementTarget.CLUSTER);
    if (secret.isEmpty()) {
      told.forget(function.id());
      return settings.placeOf(function.spec(), Optional.empty());
    }
    try {
      var own = keys.of(function.id().namespace(), secret.get());
      told.tell(function.id(), secret.get(), own);
      return settings.placeOf(function.spec(), Optional.of(own));
    } catch (AwsFault e) {
      told.forget(function.id());
      throw e;
    }
  }

  private AwsAccount account(FunctionId id, Place place) {
    return new AwsAccount(
        place.region(),
        place
            .secret()
            .map(secret -> keys.of(id.namespace(), secret).access(id.namespace()))
            .orElseGet(AwsAccess.FromSurroundings::new));
  }

  private static void failed(FunctionConditions conditions, AwsFault e) {
    conditions.failed(ConditionType.LAMBDA_READY, e.why().reason(), String.valueOf(e.getMessage()));
  }

  private Set<String> inS3(Function function) throws StoreException {
    var names = new HashSet<String>();
    function.spec().input().forEach(input -> names.add(input.objectStore()));
    function.spec().output().forEach(output -> names.add(output.objectStore()));
    var named = stores.namedIn(function.id().namespace());
    var found = new HashSet<String>();
    for (String name : names) {
      if (settings.isS3(named.named(name).access().endpoint())) {
        found.add(name);
      }
    }
    return found;
  }
}
