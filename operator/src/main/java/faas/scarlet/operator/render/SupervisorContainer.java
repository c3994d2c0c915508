package faas.scarlet.operator.render;

import faas.scarlet.model.function.EnvironmentVariable;
import faas.scarlet.model.function.FunctionSpec;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import java.util.ArrayList;
import java.util.List;

/** The one container of a function's pod: the supervisor, without any privilege. */
final class SupervisorContainer {
  private static final int PORT = 8080;
  private static final long USER = 65532;

  private SupervisorContainer() {}

  static Container render(ServicePlan plan) {
    return new ContainerBuilder()
        .withName("supervisor")
        .withImage(image(plan))
        .withEnv(environment(plan))
        .addNewPort()
        .withContainerPort(PORT)
        .endPort()
        .withReadinessProbe(
            new ProbeBuilder().withNewHttpGet().withPath("/healthz").endHttpGet().build())
        .withResources(resources(plan, plan.function().spec().gpu()))
        .withSecurityContext(restricted())
        .withVolumeMounts(FunctionVolumes.mounts(plan))
        .build();
  }

  private static String image(ServicePlan plan) {
    return plan.baked().map(BakedImage::reference).orElse(plan.settings().supervisorImage());
  }

  static ResourceRequirements resources(ServicePlan plan, int graphics) {
    FunctionSpec spec = plan.function().spec();
    var memory = Amount.bytes(spec.memory());
    var resources =
        new ResourceRequirementsBuilder()
            .addToRequests("cpu", Amount.cpu(spec.cpu()))
            .addToRequests("memory", memory)
            .addToLimits("memory", memory);
    if (graphics > 0) {
      var gpus = new Quantity(Integer.toString(graphics));
      resources.addToRequests(plan.cluster().gpuResource(), gpus);
      resources.addToLimits(plan.cluster().gpuResource(), gpus);
    }
    return resources.build();
  }

  private static List<EnvVar> environment(ServicePlan plan) {
    FunctionSpec spec = plan.function().spec();
    var environment =
        new ArrayList<>(
            List.of(
                variable(
                    "SCARLET_FUNCTION_FILE",
                    FunctionVolumes.CONFIG_FOLDER + "/" + FunctionConfig.FILE),
                variable(
                    "SCARLET_STORES_FILE", FunctionVolumes.STORES_FOLDER + "/" + StoreSecret.FILE),
                cache(plan),
                variable("SCARLET_WORK", FunctionVolumes.SCRATCH_FOLDER),
                variable("SCARLET_TARGET", "cluster")));
    if (plan.baked().isEmpty()) {
      environment.addAll(registries(plan));
    }
    spec.environment().stream()
        .filter(variable -> variable.valueFrom() != null)
        .forEach(variable -> environment.add(referenced(variable)));
    return environment;
  }

  /** All that a supervisor needs to know that only pulls. */
  static List<EnvVar> pulling(ServicePlan plan) {
    var environment = new ArrayList<>(List.of(cache(plan)));
    environment.addAll(registries(plan));
    return environment;
  }

  private static EnvVar cache(ServicePlan plan) {
    return variable("SCARLET_CACHE", FunctionVolumes.cacheFolder(plan));
  }

  private static List<EnvVar> registries(ServicePlan plan) {
    var environment = new ArrayList<EnvVar>();
    plan.settings()
        .registryMirror()
        .ifPresent(mirror -> environment.add(variable("SCARLET_REGISTRY_MIRROR", mirror)));
    plan.cluster()
        .cacheMaxBytes()
        .filter(any -> plan.cacheClaim().isPresent())
        .ifPresent(bytes -> environment.add(variable("SCARLET_CACHE_MAX_BYTES", bytes)));
    var logins = FunctionVolumes.loginFiles(plan);
    if (!logins.isEmpty()) {
      environment.add(variable("SCARLET_REGISTRY_AUTH_FILE", String.join(",", logins)));
    }
    return environment;
  }

  private static EnvVar variable(String name, String value) {
    return new EnvVar(name, value, null);
  }

  /** The kubelet hands the value to the supervisor; it is in no object of the operator's. */
  private static EnvVar referenced(EnvironmentVariable variable) {
    var carrier = new EnvVarBuilder().withName(variable.carrier());
    var from = variable.valueFrom();
    var secret = from == null ? null : from.secretKeyRef();
    var config = from == null ? null : from.configMapKeyRef();
    if (secret != null) {
      carrier
          .withNewValueFrom()
          .withNewSecretKeyRef(secret.key(), secret.name(), null)
          .endValueFrom();
    } else if (config != null) {
      carrier
          .withNewValueFrom()
          .withNewConfigMapKeyRef(config.key(), config.name(), null)
          .endValueFrom();
    }
    return carrier.build();
  }

  /** What Pod Security "restricted" asks for, in full: Knative adds none of it by itself. */
  private static SecurityContext restricted() {
    return new SecurityContextBuilder()
        .withRunAsNonRoot(true)
        .withRunAsUser(USER)
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .build();
  }
}
