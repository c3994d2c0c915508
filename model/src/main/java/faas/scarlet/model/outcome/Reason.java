package faas.scarlet.model.outcome;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why an attempt failed: a closed list that all targets share. */
public enum Reason {
  /** The script ended with another exit code than 0, or by a signal. */
  @JsonProperty("ScriptFailed")
  SCRIPT_FAILED(true),
  /** The time limit passed. */
  @JsonProperty("TimedOut")
  TIMED_OUT(true),
  /** The kernel or the platform stopped the script for its memory. */
  @JsonProperty("OutOfMemory")
  OUT_OF_MEMORY(true),
  /** The registry does not know the image, or not for this platform. */
  @JsonProperty("ImageNotFound")
  IMAGE_NOT_FOUND(false),
  /** The registry wants credentials, or other ones. */
  @JsonProperty("ImageUnauthorized")
  IMAGE_UNAUTHORIZED(false),
  /** What the registry sent is not what the digest says, or no valid image. */
  @JsonProperty("ImageCorrupt")
  IMAGE_CORRUPT(true),
  /** The image is over the limits of the place. */
  @JsonProperty("ImageTooLarge")
  IMAGE_TOO_LARGE(false),
  /** The registry does not answer. */
  @JsonProperty("RegistryUnavailable")
  REGISTRY_UNAVAILABLE(true),
  /** The object is not there any more. */
  @JsonProperty("InputMissing")
  INPUT_MISSING(false),
  /** The object store does not answer. */
  @JsonProperty("StoreUnavailable")
  STORE_UNAVAILABLE(true),
  /** The object store refuses the function's credentials. */
  @JsonProperty("AccessDenied")
  ACCESS_DENIED(false),
  /** No room for the image, the input or the outputs. */
  @JsonProperty("DiskFull")
  DISK_FULL(true),
  /** No engine of this place can run the image. */
  @JsonProperty("NoEngine")
  NO_ENGINE(false),
  /** The outputs could not be published. */
  @JsonProperty("OutputFailed")
  OUTPUT_FAILED(true),
  /** The supervisor died or went away in the middle. */
  @JsonProperty("SupervisorLost")
  SUPERVISOR_LOST(true),
  /** The target has no room now; not counted as an attempt. */
  @JsonProperty("Throttled")
  THROTTLED(true),
  /** The invocation waited longer than its function allows. */
  @JsonProperty("TooOld")
  TOO_OLD(false),
  /** The chain of functions is longer than allowed. */
  @JsonProperty("RecursionLimit")
  RECURSION_LIMIT(false),
  /** The event is malformed. */
  @JsonProperty("InvalidEvent")
  INVALID_EVENT(false);

  private final boolean retried;

  Reason(boolean retried) {
    this.retried = retried;
  }

  /** Whether another attempt can help. */
  public boolean retried() {
    return retried;
  }
}
