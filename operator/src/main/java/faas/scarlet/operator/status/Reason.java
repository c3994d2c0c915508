package faas.scarlet.operator.status;

/** Why a condition is as it is: constants that programs may rely on. */
public enum Reason {
  READY("Ready"),
  WAITING("Waiting"),
  NOT_LOOKED_AT("NotLookedAt"),
  INVALID_IMAGE_REFERENCE("InvalidImageReference"),
  OVERLAPPING_PATHS("OverlappingPaths"),
  INVALID_SPEC("InvalidSpec"),
  BUCKET_CREATE_FAILED("BucketCreateFailed"),
  ACCESS_DENIED("AccessDenied"),
  STORE_UNREACHABLE("StoreUnreachable"),
  STORE_NOT_FOUND("ObjectStoreNotFound"),
  SECRET_NOT_FOUND("SecretNotFound"),
  SWEEP_ONLY("SweepOnly"),
  NOT_KNOWN("NotKnown"),
  REFUSED("Refused"),
  TARGET_NOT_REGISTERED("TargetNotRegistered"),
  RULE_CONFLICT("RuleConflict"),
  RULE_REFUSED("RuleRefused"),
  KNATIVE_NOT_INSTALLED("KnativeNotInstalled"),
  REVISION_FAILED("RevisionFailed"),
  NOT_OWNED("NotOwned"),
  APPLY_FAILED("ApplyFailed");

  private final String label;

  Reason(String label) {
    this.label = label;
  }

  /** The condition's {@code reason}. */
  public String label() {
    return label;
  }
}
