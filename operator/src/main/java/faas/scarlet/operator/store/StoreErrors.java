package faas.scarlet.operator.store;

import faas.scarlet.operator.store.StoreException.Cause;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import java.net.URI;

/** Says in Scarlet's words why a store did not do what it was asked. */
final class StoreErrors {
  private final URI endpoint;
  private final String webhookArn;

  StoreErrors(URI endpoint, String webhookArn) {
    this.endpoint = endpoint;
    this.webhookArn = webhookArn;
  }

  /** S3's name of the error; empty where the store did not answer with one. */
  static String code(MinioException e) {
    return e instanceof ErrorResponseException answer && answer.errorResponse().code() != null
        ? answer.errorResponse().code()
        : "";
  }

  StoreException translate(String what, MinioException e) {
    String failed = "cannot " + what + " on " + endpoint + ": ";
    return switch (code(e)) {
      case "" -> new StoreException(Cause.UNREACHABLE, failed + reason(e) + "; tried again soon");
      case "SlowDown", "ServiceUnavailable", "InternalError", "XMinioServerNotInitialized" ->
          new StoreException(Cause.UNREACHABLE, failed + e.getMessage() + "; tried again soon");
      case "AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch" ->
          new StoreException(
              Cause.DENIED,
              failed + e.getMessage() + "; give the store's account of the chart that right");
      case "InvalidArgument" ->
          new StoreException(
              Cause.TARGET_NOT_REGISTERED,
              failed
                  + e.getMessage()
                  + "; register "
                  + webhookArn
                  + " with the store once, as the chart's notes say");
      default -> new StoreException(Cause.REFUSED, failed + e.getMessage());
    };
  }

  /** The innermost message: the client wraps what the network said. */
  private static String reason(Throwable e) {
    Throwable inner = e;
    while (inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner.getMessage() == null ? inner.getClass().getSimpleName() : inner.getMessage();
  }
}
