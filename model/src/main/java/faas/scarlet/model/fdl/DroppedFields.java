package faas.scarlet.model.fdl;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Fields of SCAR and OSCAR that a function of Scarlet does not have, and what to do instead. */
final class DroppedFields {
  private static final String ITS_OWN_SUPERVISOR = "Scarlet brings its own runtime and supervisor";
  private static final String PERMISSIONS =
      "who may call a function is a matter of the cluster's RBAC: the verb invoke on scarfunctions";
  private static final String OTHER_CLUSTERS =
      "no work is handed to other clusters; placement.target: burst overflows to Lambda";
  private static final String A_SERVICE =
      "a program that stays up is no function; run it as a Deployment";
  private static final String NO_BATCH =
      "AWS Batch is not used; what takes longer than 15 minutes belongs on the cluster";
  private static final String ACCOUNT =
      "the account comes from the bridge's settings, or from a Secret: lambda.accountSecret";

  private static final Map<String, String> WHY = new HashMap<>();

  static {
    because(
        ITS_OWN_SUPERVISOR,
        "runtime",
        "handler",
        "layers",
        "supervisor",
        "supervisor_version",
        "deployment",
        "alpine",
        "ecr",
        "timeout_threshold");
    because(PERMISSIONS, "allowed_users", "visibility", "vo", "owner", "token", "propagate_token");
    because(
        OTHER_CLUSTERS,
        "replicas",
        "federation",
        "delegation",
        "rescheduler_threshold",
        "clusters",
        "cluster_id");
    because(A_SERVICE, "expose");
    because(NO_BATCH, "execution_mode", "batch");
    because(ACCOUNT, "boto_profile", "account_id");
    because("the role is made by Scarlet, with the least rights", "iam", "role");
    because("every event is recorded and acknowledged at once", "asynchronous", "invocation_type");
    because("the log of every attempt is kept with it: scarlet logs", "log_level", "log_type");
    because("scale.max bounds what all instances use", "total_memory", "total_cpu");
    because("instances share unpacked images where the cluster lets them", "image_prefetch");
    because(
        "give the bucket as an input, or let the script fetch from it with exposeCredentials",
        "mount",
        "volume",
        "file_system_configs",
        "bucket_list");
    because("every function has a store account of its own", "isolation_level");
    because("name the node with pod.nodeSelector and pod.tolerations", "interlink_node_name");
    because("there is no such thing; gpu: 1 asks for a GPU", "enable_sgx");
    because("tags of AWS resources are set by Scarlet", "tags");
  }

  /** Fields that a manifest does say, in one way or another. */
  private static final Set<String> CONVERTED =
      Set.of(
          "name",
          "image",
          "script",
          "init_script",
          "container",
          "environment",
          "input",
          "output",
          "file_stage_in",
          "memory",
          "cpu",
          "timeout",
          "ephemeral_storage",
          "ephemeral_storage_request",
          "enable_gpu",
          "image_pull_secrets",
          "synchronous",
          "annotations",
          "labels",
          "description",
          "region",
          "architectures",
          "vpc",
          "create_image",
          "api_gateway",
          "cloudwatch",
          "lambda",
          "storage_providers");

  private DroppedFields() {}

  /** Why the field is dropped; empty where SCAR and OSCAR do not have it either. */
  static Optional<String> why(String field) {
    return Optional.ofNullable(WHY.get(field));
  }

  static boolean isKnown(String field) {
    return CONVERTED.contains(field) || WHY.containsKey(field);
  }

  private static void because(String why, String... fields) {
    List.of(fields).forEach(field -> WHY.put(field, why));
  }
}
