package faas.scarlet.aws.client;

import faas.scarlet.aws.AwsCause;
import faas.scarlet.aws.AwsFault;
import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says in plain words what an error of AWS means. */
public final class Faults {
  private static final Set<String> NOT_KNOWN =
      Set.of(
          "InvalidClientTokenId",
          "UnrecognizedClientException",
          "ExpiredToken",
          "ExpiredTokenException",
          "InvalidAccessKeyId",
          "InvalidIdentityToken",
          "SignatureDoesNotMatch",
          "InvalidSignatureException");

  private Faults() {}

  /**
   * The fault that this error is.
   *
   * @param what was tried, as in "making role x"
   */
  public static AwsFault of(String what, SdkException e) {
    var why = e instanceof AwsServiceException service ? why(service) : why(e);
    String message = "%s: %s. %s".formatted(what, words(e), remedy(why));
    return new AwsFault(why, message, e);
  }

  private static AwsCause why(SdkException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("credentials") || message.contains("web identity")
        ? AwsCause.NO_CREDENTIALS
        : AwsCause.UNREACHABLE;
  }

  private static AwsCause why(AwsServiceException e) {
    String code = Aws.code(e);
    int status = e.statusCode();
    if (status == 429 || (e.awsErrorDetails() != null && e.isThrottlingException())) {
      return AwsCause.THROTTLED;
    }
    if (NOT_KNOWN.contains(code)) {
      return AwsCause.NO_CREDENTIALS;
    }
    if (status == 403 || code.startsWith("AccessDenied")) {
      return AwsCause.ACCESS_DENIED;
    }
    if (status >= 500) {
      return AwsCause.UNREACHABLE;
    }
    if (code.contains("LimitExceeded")
        || code.contains("QuotaExceeded")
        || code.contains("StorageExceeded")) {
      return AwsCause.QUOTA_REACHED;
    }
    if (code.contains("NotFound") || code.startsWith("NoSuch") || status == 404) {
      return AwsCause.MISSING;
    }
    if (status == 413) {
      return AwsCause.PAYLOAD_TOO_LARGE;
    }
    if (status == 409) {
      return AwsCause.BUSY;
    }
    return ofImage(words(e).toLowerCase(Locale.ROOT));
  }

  /** Lambda has no codes of its own for what it does not like about an image. */
  private static AwsCause ofImage(String words) {
    if (!words.contains("image")) {
      return AwsCause.REFUSED;
    }
    return words.contains("size") || words.contains("too large")
        ? AwsCause.IMAGE_TOO_LARGE
        : AwsCause.IMAGE_UNUSABLE;
  }

  private static String words(SdkException e) {
    if (e instanceof AwsServiceException service
        && service.awsErrorDetails() != null
        && service.awsErrorDetails().errorMessage() != null) {
      var details = service.awsErrorDetails();
      String message = details.errorMessage();
      return "AWS says %s (%s)".formatted(message.replaceAll("\\.\\s*$", ""), details.errorCode());
    }
    return String.valueOf(e.getMessage()).replaceAll("\\.\\s*$", "");
  }

  private static String remedy(AwsCause why) {
    return switch (why) {
      case UNREACHABLE ->
          "It is tried again; if that goes on, look at the network and at AWS's health page";
      case NO_CREDENTIALS ->
          "Give keys that are good in the function's accountSecret, or a role to the program that asks";
      case ACCESS_DENIED -> "Allow it to whom Scarlet's credentials belong, see docs/aws.md";
      case THROTTLED -> "It is tried again later";
      case QUOTA_REACHED ->
          "Have the quota raised in AWS's Service Quotas, or delete what is not needed";
      case BUSY -> "Another change is under way; it is tried again";
      case IMAGE_TOO_LARGE ->
          "Lambda takes 10 GB unpacked: make the image smaller, or use placement.target: cluster";
      case IMAGE_UNUSABLE ->
          "Lambda takes one-platform images with gzip layers of the function's architecture";
      case PAYLOAD_TOO_LARGE -> "Put the data into a file";
      case MISSING -> "It was deleted meanwhile, or never made; deploying again makes it";
      case IMAGE_UNAUTHORIZED,
          REGISTRY_REFUSED,
          REGISTRY_UNAVAILABLE,
          NOT_OURS,
          BUCKET_UNUSABLE,
          TRIGGER_CONFLICT,
          REFUSED ->
          "Correct what the sentence names and it is tried again";
    };
  }
}
