package faas.scarlet.supervisor.staging;

import faas.scarlet.model.outcome.Reason;
import faas.scarlet.model.storage.StoreAccess;
import faas.scarlet.supervisor.fault.Fault;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Says what a store's refusals and silences mean, in the terms of the closed list of reasons. */
record StoreFaults(StoreAccess access) {
  /**
   * The reason for a failed request.
   *
   * @param what was tried, as in "downloading bucket/key"
   * @param otherwise the reason where the answer tells no better one
   */
  Fault of(String what, Reason otherwise, SdkException e) {
    return switch (e) {
      case S3Exception answer -> refused(what, otherwise, answer);
      case AbortedException stopped ->
          new Fault(
              Reason.SUPERVISOR_LOST, what + ": the supervisor was stopped; try again", stopped);
      case ApiCallAttemptTimeoutException slow ->
          new Fault(
              Reason.STORE_UNAVAILABLE,
              "%s: store %s at %s takes too long: %s"
                  .formatted(what, access.name(), access.endpoint(), slow.getMessage()),
              slow);
      default ->
          new Fault(
              Reason.STORE_UNAVAILABLE,
              "%s: store %s at %s cannot be reached: %s"
                  .formatted(what, access.name(), access.endpoint(), e.getMessage()),
              e);
    };
  }

  private Fault refused(String what, Reason otherwise, S3Exception e) {
    String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
    String message =
        "%s: store %s answers %d %s".formatted(what, access.name(), e.statusCode(), code);
    return switch (e.statusCode()) {
      case 401, 403 ->
          new Fault(Reason.ACCESS_DENIED, message + "; check the credentials and their policy", e);
      case 404 -> new Fault(otherwise, message + "; make the bucket", e);
      case 429, 500, 502, 503, 504 -> new Fault(Reason.STORE_UNAVAILABLE, message, e);
      case 507 ->
          new Fault(otherwise, message + "; the store's disks are full, give it more room", e);
      default -> new Fault(otherwise, message, e);
    };
  }
}
