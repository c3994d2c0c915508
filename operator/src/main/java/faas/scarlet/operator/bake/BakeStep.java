package faas.scarlet.operator.bake;

import faas.scarlet.crd.ScarFunction;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.FunctionId;
import faas.scarlet.model.function.NameReference;
import faas.scarlet.operator.reference.Resolved;
import faas.scarlet.operator.render.BakedImage;
import faas.scarlet.operator.status.ConditionType;
import faas.scarlet.operator.status.FunctionConditions;
import faas.scarlet.operator.status.Reason;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds, or has made, the image that a baked function's instances start from. */
@Singleton
public class BakeStep {
  private static final String NOT_CONFIGURED =
      "this Scarlet has no registry for baked images; set functions.bake.repository of the chart (SCARLET_BAKE_REPOSITORY of the operator), or let execution.mode be Unpack";

  private final BakeSettings settings;
  private final BakeWork work;

  /** Images are where the settings say. */
  public BakeStep(BakeSettings settings, BakeWork work) {
    this.settings = settings;
    this.work = work;
  }

  /** Has a function looked at again when its image is there, or was refused. */
  public EventSource<?, ScarFunction> watch() {
    var ends = new SimpleInboundEventSource<ScarFunction>("bake");
    work.onEnd(
        function -> ends.propagateEvent(new ResourceID(function.name(), function.namespace())));
    return ends;
  }

  /**
   * The image; empty where there is none yet, which is then said. One that this spec had before is
   * used until a new one is there, so that a new operator or supervisor interrupts nothing.
   *
   * @param isThere whether the function's namespace has a Secret of this name
   */
  public Optional<BakedImage> image(
      Resolved resolved, Predicate<String> isThere, FunctionConditions conditions) {
    if (settings.repository().isEmpty()) {
      conditions.failed(ConditionType.IMAGE_READY, Reason.BAKING_NOT_CONFIGURED, NOT_CONFIGURED);
      return Optional.empty();
    }
    var function = resolved.function();
    var progress =
        work.ask(
            new BakeTask(function.spec().image(), secrets(function), resolved.logins()),
            function.id());
    switch (progress) {
      case Progress.Baked(var image) -> baked(image, conditions);
      case Progress.Failed(var reason, var message) ->
          conditions.failed(ConditionType.IMAGE_READY, reason, message);
      case Progress.Baking() -> {
        var former = conditions.bakedImage();
        if (former.isPresent()) {
          baked(former.get(), conditions);
        } else {
          conditions.waiting(
              ConditionType.IMAGE_READY,
              Reason.BAKING,
              "the supervisor is being put into a copy of the image");
        }
      }
    }
    var image = conditions.bakedImage();
    if (image.isPresent()) {
      settings
          .pullSecret()
          .filter(isThere.negate())
          .ifPresent(secret -> missing(secret, image.get(), function.id(), conditions));
    }
    return image.map(reference -> new BakedImage(reference, settings.pullSecret()));
  }

  private static List<String> secrets(Function function) {
    return function.spec().imagePullSecrets().stream().map(NameReference::name).toList();
  }

  /** Said before a node asks in vain; those that have the image already may go on. */
  private static void missing(
      String secret, String image, FunctionId function, FunctionConditions conditions) {
    conditions.failed(
        ConditionType.IMAGE_READY,
        Reason.PULL_SECRET_NOT_FOUND,
        "nodes pull %s with the login in Secret %s (functions.bake.pullSecret of the chart), and namespace %s has none of that name; make it, with type kubernetes.io/dockerconfigjson, then this goes on by itself"
            .formatted(image, secret, function.namespace()));
  }

  private static void baked(String image, FunctionConditions conditions) {
    conditions.bakedImage(image);
    conditions.ready(ConditionType.IMAGE_READY, Reason.BAKED, "instances start from " + image);
  }
}
