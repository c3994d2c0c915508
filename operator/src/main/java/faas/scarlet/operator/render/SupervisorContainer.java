package faas.scarlet.operator.render;

import faas.scarlet.model.function.FunctionSpec;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import java.util.ArrayList;
import java.util.List;

/** The one container of a function's pod: the supervisor, without any privilege. */
final class SupervisorContainer {
  static final String CONFIG_VOLUME = "function";
  static final String STORES_VOLUME = "stores";
  static final String SCRATCH_VOLUME = "scratch";

  private static final String CONFIG_FOLDER = "/etc/scarlet/function";
  private static final String STORES_FOLDER = "/etc/scarlet/stores";
  private static final String SCRATCH_FOLDER = "/tmp";
  private static final int PORT = 8080;
  private static final long USER = 65532;

  private SupervisorContainer() {}

  static Container render(FunctionSpec spec, Settings settings) {
    var memory = Amount.bytes(spec.memory());
    return new ContainerBuilder()
        .withName("supervisor")
        .withImage(settings.supervisorImage())
        .withEnv(environment(settings))
        .addNewPort()
        .withContainerPort(PORT)
        .endPort()
        .withReadinessProbe(
            new ProbeBuilder().withNewHttpGet().withPath("/healthz").endHttpGet().build())
        .withNewResources()
        .addToRequests("cpu", Amount.cpu(spec.cpu()))
        .addToRequests("memory", memory)
        .addToLimits("memory", memory)
        .endResources()
        .withSecurityContext(restricted())
        .addNewVolumeMount()
        .withName(CONFIG_VOLUME)
        .withMountPath(CONFIG_FOLDER)
        .withReadOnly(true)
        .endVolumeMount()
        .addNewVolumeMount()
        .withName(STORES_VOLUME)
        .withMountPath(STORES_FOLDER)
        .withReadOnly(true)
        .endVolumeMount()
        .addNewVolumeMount()
        .withName(SCRATCH_VOLUME)
        .withMountPath(SCRATCH_FOLDER)
        .endVolumeMount()
        .build();
  }

  private static List<EnvVar> environment(Settings settings) {
    var environment =
        new ArrayList<>(
            List.of(
                variable("SCARLET_FUNCTION_FILE", CONFIG_FOLDER + "/" + FunctionConfig.FILE),
                variable("SCARLET_STORES_FILE", STORES_FOLDER + "/" + StoreSecret.FILE),
                variable("SCARLET_CACHE", SCRATCH_FOLDER + "/scarlet-cache"),
                variable("SCARLET_WORK", SCRATCH_FOLDER),
                variable("SCARLET_TARGET", "cluster")));
    settings
        .registryMirror()
        .ifPresent(mirror -> environment.add(variable("SCARLET_REGISTRY_MIRROR", mirror)));
    return environment;
  }

  private static EnvVar variable(String name, String value) {
    return new EnvVar(name, value, null);
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
