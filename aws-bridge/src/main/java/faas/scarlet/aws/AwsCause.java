package faas.scarlet.aws;

/** What is wrong between Scarlet and AWS: a closed list, each with what helps against it. */
public enum AwsCause {
  /** AWS does not answer, or answers that it is broken. */
  UNREACHABLE("AwsUnreachable", true),
  /** There are no credentials, or AWS does not take them. */
  NO_CREDENTIALS("AwsNoCredentials", false),
  /** The credentials are good, and are not allowed to do this. */
  ACCESS_DENIED("AwsAccessDenied", false),
  /** Too many requests or invocations now: waiting helps, and nothing else. */
  THROTTLED("AwsThrottled", true),
  /** A quota of the account is used up. */
  QUOTA_REACHED("AwsQuotaReached", false),
  /** A change of the same thing is still under way. */
  BUSY("AwsBusy", true),
  /** The image is over Lambda's 10 GB. */
  IMAGE_TOO_LARGE("ImageTooLarge", false),
  /** The image cannot be read where it is, or not be made into one that Lambda takes. */
  IMAGE_UNUSABLE("ImageUnusable", false),
  /** The registry of the image wants a login, or another one. */
  IMAGE_UNAUTHORIZED("ImageUnauthorized", false),
  /** The registry does not take what is pushed to it. */
  REGISTRY_REFUSED("RegistryRefused", false),
  /** The registry does not answer. */
  REGISTRY_UNAVAILABLE("RegistryUnavailable", true),
  /** Something of the same name is there that this Scarlet did not make. */
  NOT_OURS("NotOurs", false),
  /** A bucket is missing, or somebody else's, or in another region. */
  BUCKET_UNUSABLE("BucketUnusable", false),
  /** Another notification of the bucket already takes these files. */
  TRIGGER_CONFLICT("TriggerConflict", false),
  /** The event or the answer is larger than Lambda carries. */
  PAYLOAD_TOO_LARGE("PayloadTooLarge", false),
  /** What is asked for is not there. */
  MISSING("AwsMissing", false),
  /** AWS refuses what was asked, for another reason, which the message gives. */
  REFUSED("AwsRefused", false);

  private final String reason;
  private final boolean passing;

  AwsCause(String reason, boolean passing) {
    this.reason = reason;
    this.passing = passing;
  }

  /** As conditions and records write it: CamelCase, never changed. */
  public String reason() {
    return reason;
  }

  /** Whether it may be gone by itself a little later. */
  public boolean passing() {
    return passing;
  }
}
