package faas.scarlet.operator.status;

/** What a function must be, to be ready; in the order in which its parts are looked at. */
public enum ConditionType {
  /** The spec can be carried out. */
  SPEC_VALID("SpecValid"),
  /** The image with the supervisor in it is there, where one is wanted. */
  IMAGE_READY("ImageReady"),
  /** Buckets are there. */
  STORAGE_READY("StorageReady"),
  /** New objects are told of. */
  TRIGGER_READY("TriggerReady"),
  /** Instances can be had on the cluster. */
  CLUSTER_READY("ClusterReady"),
  /** The function is on AWS Lambda, with all that belongs to it. */
  LAMBDA_READY("LambdaReady");

  /** The condition that all others make up. */
  public static final String READY = "Ready";

  private final String label;

  ConditionType(String label) {
    this.label = label;
  }

  /** The condition's {@code type}. */
  public String label() {
    return label;
  }
}
