package faas.scarlet.operator.render;

import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.FunctionSpec;
import faas.scarlet.model.storage.StoreAccess;
import io.fabric8.knative.serving.v1.RevisionTemplateSpec;
import io.fabric8.knative.serving.v1.RevisionTemplateSpecBuilder;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.knative.serving.v1.ServiceBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.time.Duration;
import java.util.List;

/** The Knative service whose instances are supervisors of one function. */
public final class SupervisorService {
  private static final String CONFIG_HASH = Names.PREFIX + "config-hash";
  private static final String DESIRED_HASH = Names.PREFIX + "desired-hash";

  /** Room for the image and the files, above an attempt's own time. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  /** The longest request that Knative lets pass, where its own settings were left alone. */
  private static final Duration LONGEST_REQUEST = Duration.ofMinutes(10);

  private SupervisorService() {}

  /**
   * The service of this function. An annotation holds a hash of all the rest, so that a field that
   * is no longer desired makes a difference too.
   */
  public static Service render(Function function, Settings settings, List<StoreAccess> stores) {
    var id = function.id();
    var service =
        new ServiceBuilder()
            .withNewMetadata()
            .withName(Names.service(id))
            .withNamespace(id.namespace())
            .withLabels(Names.labels(id))
            .addToLabels("networking.knative.dev/visibility", "cluster-local")
            .endMetadata()
            .withNewSpec()
            .withTemplate(template(function, settings, stores))
            .endSpec()
            .build();
    return new ServiceBuilder(service)
        .editMetadata()
        .addToAnnotations(DESIRED_HASH, Hash.of(service))
        .endMetadata()
        .build();
  }

  private static RevisionTemplateSpec template(
      Function function, Settings settings, List<StoreAccess> stores) {
    FunctionSpec spec = function.spec();
    return new RevisionTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(Names.labels(function.id()))
        .addToAnnotations("autoscaling.knative.dev/min-scale", spec.scale().min().toString())
        .addToAnnotations("autoscaling.knative.dev/max-scale", spec.scale().max().toString())
        .addToAnnotations(CONFIG_HASH, configHash(function, stores))
        .endMetadata()
        .withNewSpec()
        .withContainerConcurrency(spec.concurrency().longValue())
        .withTimeoutSeconds(timeoutSeconds(spec))
        // An attempt is answered when it has ended, not before.
        .withResponseStartTimeoutSeconds(timeoutSeconds(spec))
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withContainers(SupervisorContainer.render(spec, settings))
        .withVolumes(volumes(function))
        .endSpec()
        .build();
  }

  /** What the pods read only at their start: a change must give new pods. */
  private static String configHash(Function function, List<StoreAccess> stores) {
    return Hash.of(
        List.of(
            FunctionConfig.render(function).getData(),
            StoreSecret.render(function, stores).getData()));
  }

  private static long timeoutSeconds(FunctionSpec spec) {
    return Math.min(spec.timeLimit().plus(MARGIN).toSeconds(), LONGEST_REQUEST.toSeconds());
  }

  private static List<Volume> volumes(Function function) {
    return List.of(
        new VolumeBuilder()
            .withName(SupervisorContainer.CONFIG_VOLUME)
            .withNewConfigMap()
            .withName(Names.config(function.id()))
            .endConfigMap()
            .build(),
        new VolumeBuilder()
            .withName(SupervisorContainer.STORES_VOLUME)
            .withNewSecret()
            .withSecretName(Names.stores(function.id()))
            .endSecret()
            .build(),
        new VolumeBuilder()
            .withName(SupervisorContainer.SCRATCH_VOLUME)
            .withNewEmptyDir()
            .withSizeLimit(Amount.bytes(function.spec().ephemeralStorage()))
            .endEmptyDir()
            .build());
  }
}
