package faas.scarlet.aws.deploy;

import faas.scarlet.aws.FunctionOnLambda;
import faas.scarlet.model.storage.StoragePath;
import java.util.Map;
import java.util.Optional;

/**
 * Where Lambda puts a record of each event that it gave up.
 *
 * @param rights what the role must be allowed for that, by resource
 */
record Destination(String arn, Map<String, String> rights) {
  /**
   * The bucket of the function's {@code onFailure}, where its default store is S3; else what the
   * installation has. In a bucket Lambda chooses the keys itself: {@code aws/lambda/async/…}.
   */
  static Optional<Destination> of(
      FunctionOnLambda function, Names names, Arns arns, Optional<String> installation) {
    String path = function.spec().onFailure();
    if (path == null || !function.storesInS3().contains(StoragePath.DEFAULT_STORE)) {
      return installation.map(Destination::of);
    }
    String bucket = StoragePath.parse(path).bucket();
    return Optional.of(
        new Destination(
            arns.s3(bucket),
            Map.of(
                arns.s3(bucket + "/aws/lambda/async/" + names.function() + "/*"),
                "s3:PutObject",
                arns.s3(bucket),
                "s3:ListBucket")));
  }

  private static Destination of(String arn) {
    String action =
        switch (arn.split(":", -1)[2]) {
          case "sqs" -> "sqs:SendMessage";
          case "sns" -> "sns:Publish";
          case "lambda" -> "lambda:InvokeFunction";
          case "events" -> "events:PutEvents";
          default ->
              throw new IllegalArgumentException(
                  "failureDestination: expected the ARN of a queue, topic, function or event bus, found "
                      + arn);
        };
    return new Destination(arn, Map.of(arn, action));
  }
}
