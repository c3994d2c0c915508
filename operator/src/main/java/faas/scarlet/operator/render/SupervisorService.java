package faas.scarlet.operator.render;

import faas.scarlet.model.function.FunctionSpec;
import io.fabric8.knative.serving.v1.RevisionSpec;
import io.fabric8.knative.serving.v1.RevisionSpecBuilder;
import io.fabric8.knative.serving.v1.RevisionTemplateSpec;
import io.fabric8.knative.serving.v1.RevisionTemplateSpecBuilder;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.knative.serving.v1.ServiceBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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
  public static Service render(ServicePlan plan) {
    var id = plan.function().id();
    var service =
        new ServiceBuilder()
            .withNewMetadata()
            .withName(Names.service(id))
            .withNamespace(id.namespace())
            .withLabels(Names.labels(id))
            .addToLabels("networking.knative.dev/visibility", "cluster-local")
            .endMetadata()
            .withNewSpec()
            .withTemplate(template(plan))
            .endSpec()
            .build();
    return new ServiceBuilder(service)
        .editMetadata()
        .addToAnnotations(DESIRED_HASH, Hash.of(service))
        .endMetadata()
        .build();
  }

  private static RevisionTemplateSpec template(ServicePlan plan) {
    FunctionSpec spec = plan.function().spec();
    return new RevisionTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(PodRequests.labels(spec))
        .addToLabels(Names.labels(plan.function().id()))
        .withAnnotations(PodRequests.annotations(spec))
        .addToAnnotations(
            "autoscaling.knative.dev/min-scale", Integer.toString(spec.leastInstances()))
        .addToAnnotations("autoscaling.knative.dev/max-scale", spec.scale().max().toString())
        .addToAnnotations(CONFIG_HASH, configHash(plan))
        .endMetadata()
        .withSpec(PodRequests.addTo(revision(plan), spec))
        .build();
  }

  private static RevisionSpec revision(ServicePlan plan) {
    FunctionSpec spec = plan.function().spec();
    return new RevisionSpecBuilder()
        .withContainerConcurrency(spec.concurrency().longValue())
        .withTimeoutSeconds(timeoutSeconds(spec))
        // An attempt is answered when it has ended, not before.
        .withResponseStartTimeoutSeconds(timeoutSeconds(spec))
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withContainers(SupervisorContainer.render(plan))
        .withVolumes(FunctionVolumes.volumes(plan))
        .withImagePullSecrets(
            plan.baked().flatMap(BakedImage::pullSecret).map(LocalObjectReference::new).stream()
                .toList())
        .build();
  }

  /** What the pods read only at their start: a change must give new pods. */
  private static String configHash(ServicePlan plan) {
    return Hash.of(
        List.of(
            FunctionConfig.render(plan.function(), Optional.empty()).getData(),
            StoreSecret.render(plan.function(), plan.stores()).getData(),
            plan.references()));
  }

  private static long timeoutSeconds(FunctionSpec spec) {
    return Math.min(spec.timeLimit().plus(MARGIN).toSeconds(), LONGEST_REQUEST.toSeconds());
  }
}
