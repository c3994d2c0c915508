package faas.scarlet.operator.store;

import faas.scarlet.operator.store.StoreException.Cause;
import io.minio.errors.ErrorResponseException;
import java.net.URI;
import java.security.cert.CertificateException;

/** Says in Scarlet's words why a store did not do what it was asked. */
final class StoreErrors {
  private final URI endpoint;
  private final String webhookArn;

  StoreErrors(URI endpoint, String webhookArn) {
    this.endpoint = endpoint;
    this.webhookArn = webhookArn;
  }

  StoreException translate(String what, Exception e) {
    String failed = "cannot " + what + " on " + endpoint + ": " + reason(e);
    return switch (e) {
      case ErrorResponseException answer -> answered(answer, failed);
      // The client looks at arguments itself, before it asks the store.
      case IllegalArgumentException refused -> new StoreException(Cause.REFUSED, failed);
      default ->
          new StoreException(
              Cause.UNREACHABLE,
              failed
                  + (isOfCertificate(e)
                      ? "; name who signed its certificate in tls.caSecret"
                      : "; tried again soon"));
    };
  }

  private static boolean isOfCertificate(Throwable e) {
    return e instanceof CertificateException
        || (e.getCause() != null && isOfCertificate(e.getCause()));
  }

  private StoreException answered(ErrorResponseException answer, String failed) {
    return switch (String.valueOf(answer.errorResponse().code())) {
      case "SlowDown", "ServiceUnavailable", "InternalError", "XMinioServerNotInitialized" ->
          new StoreException(Cause.UNREACHABLE, failed + "; tried again soon");
      case "AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch" ->
          new StoreException(
              Cause.DENIED, failed + "; give the store's account of this installation that right");
      case "InvalidArgument" -> refusedRule(answer, failed);
      default -> new StoreException(Cause.REFUSED, failed);
    };
  }

  private StoreException refusedRule(ErrorResponseException answer, String failed) {
    return String.valueOf(answer.errorResponse().message()).contains("overlap")
        ? new StoreException(
            Cause.CONFLICT,
            failed + "; take the other rule away, or give the input another path or suffix")
        : new StoreException(
            Cause.TARGET_NOT_REGISTERED,
            failed + "; register " + webhookArn + " with the store once, as the chart's notes say");
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
