package faas.scarlet.operator.status;

/** Why a condition is as it is: constants that programs may rely on. */
public enum Reason {
  READY("Ready"),
  WAITING("Waiting"),
  NOT_LOOKED_AT("NotLookedAt"),
  INVALID_IMAGE_REFERENCE("InvalidImageReference"),
  OVERLAPPING_PATHS("OverlappingPaths"),
  LAMBDA_LIMIT_EXCEEDED("LambdaLimitExceeded"),
  INVALID_SPEC("InvalidSpec"),
  SCRIPT_NOT_FOUND("ScriptNotFound"),
  VALUE_NOT_FOUND("ValueNotFound"),
  PULL_SECRET_NOT_FOUND("PullSecretNotFound"),
  BAKING("Baking"),
  BAKED("Baked"),
  BAKING_FAILED("BakingFailed"),
  BAKING_NOT_CONFIGURED("BakingNotConfigured"),
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
  KNATIVE_FEATURE_DISABLED("KnativeFeatureDisabled"),
  REVISION_FAILED("RevisionFailed"),
  NOT_OWNED("NotOwned"),
  APPLY_FAILED("ApplyFailed"),
  LAMBDA_NOT_CONFIGURED("LambdaNotConfigured"),
  NOT_ON_LAMBDA("NotOnLambda");

  private final String label;

  Reason(String label) {
    this.label = label;
  }

  /** Whether nothing helps but another spec. */
  boolean isCuredBySpecOnly() {
    return switch (this) {
      case INVALID_IMAGE_REFERENCE,
          OVERLAPPING_PATHS,
          LAMBDA_LIMIT_EXCEEDED,
          INVALID_SPEC,
          NOT_ON_LAMBDA ->
          true;
      default -> false;
    };
  }

  /** The condition's {@code reason}. */
  public String label() {
    return label;
  }
}
