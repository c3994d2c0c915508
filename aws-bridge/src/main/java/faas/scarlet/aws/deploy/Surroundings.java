package faas.scarlet.aws.deploy;

import faas.scarlet.aws.AwsCause;
import faas.scarlet.aws.AwsFault;
import faas.scarlet.aws.FunctionOnLambda;
import faas.scarlet.model.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The environment of the supervisor on Lambda.
 *
 * @param document the function, where the environment has only room for where it is
 */
record Surroundings(Map<String, String> variables, Optional<Document> document) {
  /** The function as JSON, or where in S3 that is. */
  static final String FUNCTION = "SCARLET_FUNCTION";

  /** Of names and values together. */
  private static final int MOST_BYTES = 4096;

  static Surroundings of(
      FunctionOnLambda function, Names names, Optional<String> bucket, Optional<String> mirror) {
    var variables = new TreeMap<String, String>();
    variables.put("SCARLET_TARGET", "lambda");
    variables.put("SCARLET_CACHE", "/tmp/scarlet-cache");
    variables.put("SCARLET_WORK", "/tmp");
    mirror.ifPresent(list -> variables.put("SCARLET_REGISTRY_MIRROR", list));
    String json = Json.write(function.function());
    variables.put(FUNCTION, json);
    if (bytes(variables) <= MOST_BYTES) {
      return new Surroundings(variables, Optional.empty());
    }
    var document =
        new Document(
            bucket.orElseThrow(() -> noBucket(function)),
            names.documents() + sha256(json) + ".json",
            json);
    variables.put(FUNCTION, document.url());
    return new Surroundings(variables, Optional.of(document));
  }

  private static int bytes(Map<String, String> variables) {
    return variables.entrySet().stream()
        .mapToInt(
            entry -> (entry.getKey() + entry.getValue()).getBytes(StandardCharsets.UTF_8).length)
        .sum();
  }

  private static AwsFault noBucket(FunctionOnLambda function) {
    return new AwsFault(
        AwsCause.BUCKET_UNUSABLE,
        "function %s is larger than the 4 KB that Lambda's environment takes, so it needs a bucket; give lambda.stagingBucket"
            .formatted(function.id()));
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
