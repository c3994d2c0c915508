package faas.scarlet.aws.client;

import faas.scarlet.aws.AwsFault;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** The one way to ask AWS for something: what it answers, or a fault in plain words. */
public final class Aws {
  private Aws() {}

  /**
   * What AWS answers.
   *
   * @param what the sentence's beginning where it fails, as in "making role x"
   * @throws AwsFault where it fails
   */
  public static <T> T ask(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw Faults.of(what, e);
    }
  }

  /**
   * What AWS answers, or nothing where it says that there is no such thing.
   *
   * @throws AwsFault where it fails
   */
  public static <T> Optional<T> find(String what, Supplier<T> call) {
    try {
      return Optional.of(call.get());
    } catch (SdkException e) {
      if (isMissing(e)) {
        return Optional.empty();
      }
      throw Faults.of(what, e);
    }
  }

  /**
   * Takes something away; that it is gone already is success.
   *
   * @throws AwsFault where it fails
   */
  public static void drop(String what, Supplier<?> call) {
    find(what, call);
  }

  /** The code of AWS's error; empty where it is none of a service. */
  public static String code(SdkException e) {
    return e instanceof AwsServiceException service && service.awsErrorDetails() != null
        ? String.valueOf(service.awsErrorDetails().errorCode())
        : "";
  }

  private static boolean isMissing(SdkException e) {
    String code = code(e);
    return code.contains("NotFound")
        || code.startsWith("NoSuch")
        || (e instanceof AwsServiceException service && service.statusCode() == 404);
  }
}
