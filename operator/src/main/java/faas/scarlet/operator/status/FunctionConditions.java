package faas.scarlet.operator.status;

import faas.scarlet.crd.FunctionStatus;
import faas.scarlet.crd.ScarFunction;
import faas.scarlet.model.function.Execution;
import faas.scarlet.model.function.Placement.PlacementTarget;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The status of one function while it is looked at. Each part is said to be ready, waiting or
 * failed; whether the function is ready follows from that. What is not said is Unknown, never what
 * it was before.
 */
public final class FunctionConditions {
  /** Messages are for people: what is longer than this is not read, and would fill etcd. */
  private static final int MOST_CHARACTERS = 1000;

  private final ScarFunction function;
  private final FunctionStatus before;
  private final Clock clock;
  private final Map<ConditionType, Part> parts = new EnumMap<>(ConditionType.class);
  private Optional<String> url;
  private Optional<String> imageDigest;
  private Optional<String> imageCache;
  private Optional<String> lambdaArn;
  private Optional<String> bakedImage;
  private boolean isUnfinished;

  private record Part(State state, String reason, boolean isCuredBySpecOnly, String message) {
    Part(State state, Reason reason, String message) {
      this(state, reason.label(), reason.isCuredBySpecOnly(), message);
    }
  }

  /** Begins where the last look ended. */
  public FunctionConditions(ScarFunction function, Clock clock) {
    this.function = function;
    this.before = function.getStatus() == null ? FunctionStatus.EMPTY : function.getStatus();
    this.clock = clock;
    this.url = Optional.ofNullable(before.url()).filter(any -> isOn(PlacementTarget.CLUSTER));
    this.lambdaArn = Optional.ofNullable(before.lambdaArn());
    this.imageCache = Optional.ofNullable(before.imageCache());
    this.bakedImage =
        Optional.ofNullable(before.bakedImage())
            .filter(any -> isOfThisGeneration(before.observedGeneration()));
    this.imageDigest =
        Optional.ofNullable(before.imageDigest())
            .filter(any -> isOfThisGeneration(before.observedGeneration()));
  }

  /** This part is as it should be. */
  public void ready(ConditionType type, String message) {
    ready(type, Reason.READY, message);
  }

  /** This part is as it should be, for a reason that programs may want to know. */
  public void ready(ConditionType type, Reason reason, String message) {
    parts.put(type, new Part(State.TRUE, reason, message));
  }

  /** This part is on its way, or cannot be known yet. */
  public void waiting(ConditionType type, Reason reason, String message) {
    parts.put(type, new Part(State.UNKNOWN, reason, message));
  }

  /** This part needs somebody to do what the message says. */
  public void failed(ConditionType type, Reason reason, String message) {
    parts.put(type, new Part(State.FALSE, reason, message));
  }

  /**
   * This part needs somebody to do what the message says.
   *
   * @param reason one of another system's closed list
   */
  public void failed(ConditionType type, String reason, String message) {
    parts.put(type, new Part(State.FALSE, reason, false, message));
  }

  /** Whether anything was said of this part. */
  public boolean isTold(ConditionType type) {
    return parts.containsKey(type);
  }

  /** Where the function is on Lambda. */
  public void lambdaArn(String arn) {
    lambdaArn = Optional.of(arn);
  }

  /** Nothing of the function is on Lambda any more. */
  public void notOnLambda() {
    lambdaArn = Optional.empty();
  }

  /** Where the function's instances are reached inside the cluster. */
  public void url(String address) {
    url = Optional.of(address);
  }

  /** What the image's tag stood for when this spec was first looked at; empty: not known yet. */
  public Optional<String> imageDigest() {
    return imageDigest;
  }

  /** The image's tag stands for this digest, until the spec changes. */
  public void imageDigest(String digest) {
    imageDigest = Optional.of(digest);
  }

  /** What instances of this spec start from, where it was baked; empty: not known yet. */
  public Optional<String> bakedImage() {
    return bakedImage;
  }

  /** Instances start from this image, which has the supervisor in it. */
  public void bakedImage(String reference) {
    bakedImage = Optional.of(reference);
  }

  /** Where they were kept when this spec was looked at before. */
  public Optional<String> formerImageCache() {
    return Optional.ofNullable(before.imageCache())
        .filter(any -> isOfThisGeneration(before.observedGeneration()));
  }

  /** Something is under way that tells nobody when it ends. */
  public void lookAgainSoon() {
    isUnfinished = true;
  }

  /** Where unpacked images are kept, in words. */
  public void imageCache(String inWords) {
    imageCache = Optional.of(inWords);
  }

  /** Whether something is to be looked at again soon: it may be done, or cured, by others. */
  public boolean isWorthAnotherTry() {
    return isUnfinished
        || parts.values().stream()
            .anyMatch(part -> part.state() == State.FALSE && !part.isCuredBySpecOnly())
        || part(ConditionType.LAMBDA_READY).reason().equals(Reason.WAITING.label())
        || part(ConditionType.IMAGE_READY).reason().equals(Reason.BAKING.label());
  }

  /** The status as it is to be; equal to the former one where nothing has changed. */
  public FunctionStatus status() {
    var conditions = new ArrayList<Condition>();
    conditions.add(condition(ConditionType.READY, overall()));
    for (var type : types()) {
      conditions.add(condition(type.label(), part(type)));
    }
    return new FunctionStatus(
        function.getMetadata().getGeneration(),
        imageDigest.orElse(null),
        url.orElse(null),
        lambdaArn.orElse(null),
        before.engine(),
        imageCache.orElse(null),
        bakedImage.orElse(null),
        List.copyOf(conditions));
  }

  /** Those that this function needs, and those that there is something to say of. */
  private List<ConditionType> types() {
    return Arrays.stream(ConditionType.values())
        .filter(
            type ->
                switch (type) {
                  case IMAGE_READY -> isBaked() || isTold(type);
                  case CLUSTER_READY -> isOn(PlacementTarget.CLUSTER) || isTold(type);
                  case LAMBDA_READY -> isOn(PlacementTarget.LAMBDA) || isTold(type);
                  default -> true;
                })
        .toList();
  }

  private boolean isOn(PlacementTarget target) {
    return function.getSpec() == null
        ? target == PlacementTarget.CLUSTER
        : function.getSpec().placement().target() == target
            || function.getSpec().placement().target() == PlacementTarget.BURST;
  }

  private boolean isBaked() {
    return function.getSpec() != null
        && function.getSpec().execution().mode() == Execution.Mode.BAKE
        && isOn(PlacementTarget.CLUSTER);
  }

  private Part part(ConditionType type) {
    return parts.getOrDefault(
        type, new Part(State.UNKNOWN, Reason.NOT_LOOKED_AT, "waits for what comes before it"));
  }

  /** The first part that failed, else the first that is not ready, else ready. */
  private Part overall() {
    for (State state : List.of(State.FALSE, State.UNKNOWN)) {
      for (var type : types()) {
        var part = part(type);
        if (part.state() == state) {
          return new Part(
              state, part.reason(), part.isCuredBySpecOnly(), type.label() + ": " + part.message());
        }
      }
    }
    return new Part(State.TRUE, Reason.READY, "takes events");
  }

  private Condition condition(String type, Part part) {
    return new ConditionBuilder()
        .withType(type)
        .withStatus(part.state().label())
        .withReason(part.reason())
        .withMessage(bounded(part.message()))
        .withObservedGeneration(function.getMetadata().getGeneration())
        .withLastTransitionTime(lastTransition(type, part.state()))
        .build();
  }

  private String lastTransition(String type, State state) {
    return before.conditions().stream()
        .filter(c -> c.getType().equals(type) && c.getStatus().equals(state.label()))
        .map(Condition::getLastTransitionTime)
        .findFirst()
        .orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private boolean isOfThisGeneration(@Nullable Long generation) {
    return generation != null && generation.equals(function.getMetadata().getGeneration());
  }

  private static String bounded(String message) {
    return message.length() <= MOST_CHARACTERS
        ? message
        : message.substring(0, MOST_CHARACTERS - 1) + "…";
  }
}
