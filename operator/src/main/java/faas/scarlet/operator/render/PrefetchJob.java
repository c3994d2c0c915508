package faas.scarlet.operator.render;

import faas.scarlet.model.function.Function;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The Job that unpacks an image into a shared cache, before the first event needs it. */
public final class PrefetchJob {
  private static final Duration LIMIT = Duration.ofMinutes(30);
  private static final Duration KEPT = Duration.ofHours(1);
  private static final int RETRIES = 2;
  private static final int HASH_CHARACTERS = 16;

  /** What pulling needs of a function's pod. */
  private static final Set<String> VOLUMES = Set.of("scratch", "logins", "cache");

  private PrefetchJob() {}

  /**
   * The same for all functions that want the same image, with the same logins, in the same cache.
   */
  public static String name(Function function, String claim) {
    var spec = function.spec();
    String hash = Hash.of(List.of(spec.image(), spec.imagePullSecrets(), claim));
    return "scarlet-prefetch-" + hash.substring(0, HASH_CHARACTERS);
  }

  /**
   * The Job.
   *
   * @param function whose image it is, by digest; the Job goes with it
   * @param claim volume claim that is the cache
   */
  public static Job render(
      Function function, String claim, Settings settings, ClusterSettings cluster) {
    var plan =
        new ServicePlan(
            function, "", Optional.empty(), Optional.of(claim), List.of(), settings, cluster);
    return new JobBuilder()
        .withNewMetadata()
        .withName(name(function, claim))
        .withNamespace(function.id().namespace())
        .withLabels(Names.labels(function.id()))
        .addToLabels("app.kubernetes.io/component", "prefetch")
        .addNewOwnerReference()
        .withApiVersion("scarlet.faas/v1alpha1")
        .withKind("ScarFunction")
        .withName(function.id().name())
        .withUid(function.uid())
        .endOwnerReference()
        .endMetadata()
        .withNewSpec()
        .withBackoffLimit(RETRIES)
        .withActiveDeadlineSeconds(LIMIT.toSeconds())
        .withTtlSecondsAfterFinished((int) KEPT.toSeconds())
        .withNewTemplate()
        .withNewMetadata()
        // the function's NetworkPolicy is for these pods too
        .withLabels(Names.labels(function.id()))
        .addToLabels("app.kubernetes.io/component", "prefetch")
        .endMetadata()
        .withNewSpec()
        .withRestartPolicy("Never")
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withContainers(container(plan))
        .withVolumes(
            FunctionVolumes.volumes(plan).stream()
                .filter(volume -> VOLUMES.contains(volume.getName()))
                .toList())
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static Container container(ServicePlan plan) {
    var serving = SupervisorContainer.render(plan);
    return new ContainerBuilder(serving)
        .withName("pull")
        .withArgs("pull", plan.function().spec().image())
        .withEnv(SupervisorContainer.pulling(plan))
        .withPorts(List.of())
        .withReadinessProbe(null)
        .withResources(SupervisorContainer.resources(plan, 0))
        .withVolumeMounts(
            FunctionVolumes.mounts(plan).stream()
                .filter(mount -> VOLUMES.contains(mount.getName()))
                .toList())
        .build();
  }
}
