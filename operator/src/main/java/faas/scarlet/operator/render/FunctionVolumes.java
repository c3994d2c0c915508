package faas.scarlet.operator.render;

import faas.scarlet.model.function.FunctionId;
import faas.scarlet.model.function.FunctionSpec;
import faas.scarlet.model.function.NameReference;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.VolumeProjectionBuilder;
import java.util.ArrayList;
import java.util.List;

/** What of a function's pod is on disk: its configuration, its logins, its scratch, its cache. */
final class FunctionVolumes {
  static final String CONFIG_FOLDER = "/etc/scarlet/function";
  static final String STORES_FOLDER = "/etc/scarlet/stores";
  static final String SCRATCH_FOLDER = "/tmp";

  private static final String LOGINS_FOLDER = "/etc/scarlet/logins";
  private static final String SHARED_CACHE = "/var/cache/scarlet";
  private static final String LOGINS_KEY = ".dockerconfigjson";

  private FunctionVolumes() {}

  static List<Volume> volumes(ServicePlan plan) {
    FunctionId id = plan.function().id();
    FunctionSpec spec = plan.function().spec();
    var volumes = new ArrayList<Volume>();
    volumes.add(
        new VolumeBuilder()
            .withName("function")
            .withNewConfigMap()
            .withName(Names.config(id))
            .endConfigMap()
            .build());
    volumes.add(
        new VolumeBuilder()
            .withName("stores")
            .withNewSecret()
            .withSecretName(Names.stores(id))
            .endSecret()
            .build());
    volumes.add(
        new VolumeBuilder()
            .withName("scratch")
            .withNewEmptyDir()
            .withSizeLimit(Amount.bytes(spec.ephemeralStorage()))
            .endEmptyDir()
            .build());
    if (!loginFiles(plan).isEmpty()) {
      volumes.add(
          new VolumeBuilder()
              .withName("logins")
              .withNewProjected()
              .withSources(spec.imagePullSecrets().stream().map(FunctionVolumes::logins).toList())
              .endProjected()
              .build());
    }
    plan.cacheClaim()
        .ifPresent(
            claim ->
                volumes.add(
                    new VolumeBuilder()
                        .withName("cache")
                        .withNewPersistentVolumeClaim(claim, false)
                        .build()));
    return volumes;
  }

  static List<VolumeMount> mounts(ServicePlan plan) {
    var mounts = new ArrayList<VolumeMount>();
    mounts.add(readOnly("function", CONFIG_FOLDER));
    mounts.add(readOnly("stores", STORES_FOLDER));
    mounts.add(writable("scratch", SCRATCH_FOLDER));
    if (!loginFiles(plan).isEmpty()) {
      mounts.add(readOnly("logins", LOGINS_FOLDER));
    }
    if (plan.cacheClaim().isPresent()) {
      mounts.add(writable("cache", SHARED_CACHE));
    }
    return mounts;
  }

  /** Where unpacked images are kept. */
  static String cacheFolder(ServicePlan plan) {
    return plan.cacheClaim().isPresent() ? SHARED_CACHE : SCRATCH_FOLDER + "/scarlet-cache";
  }

  /**
   * Files with logins of registries, in the order of the manifest; none where nothing is pulled.
   */
  static List<String> loginFiles(ServicePlan plan) {
    return plan.function().spec().imagePullSecrets().stream()
        .filter(any -> plan.baked().isEmpty())
        .map(secret -> LOGINS_FOLDER + "/" + fileOf(secret))
        .toList();
  }

  private static VolumeProjection logins(NameReference secret) {
    return new VolumeProjectionBuilder()
        .withNewSecret()
        .withName(secret.name())
        .addNewItem()
        .withKey(LOGINS_KEY)
        .withPath(fileOf(secret))
        .endItem()
        .endSecret()
        .build();
  }

  private static String fileOf(NameReference secret) {
    return secret.name() + ".json";
  }

  private static VolumeMount readOnly(String volume, String folder) {
    return new VolumeMountBuilder(writable(volume, folder)).withReadOnly(true).build();
  }

  private static VolumeMount writable(String volume, String folder) {
    return new VolumeMountBuilder().withName(volume).withMountPath(folder).build();
  }
}
