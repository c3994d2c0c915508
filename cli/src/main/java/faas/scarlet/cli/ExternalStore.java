package faas.scarlet.cli;

import faas.scarlet.model.storage.StoragePath;
import faas.scarlet.model.storage.StoreAccess;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The choice of an object store that somebody else runs. */
final class ExternalStore {
  private static final String ACCESS_KEY = "AWS_ACCESS_KEY_ID";
  private static final String SECRET_KEY = "AWS_SECRET_ACCESS_KEY";
  private static final String REGION = "AWS_REGION";

  @Option(
      names = "--s3-endpoint",
      paramLabel = "URL",
      description = {
        "Uses the buckets of this S3 endpoint, and not folders of this machine.",
        "Its keys are read from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, its region from"
            + " AWS_REGION."
      })
  private @Nullable URI endpoint;

  /** How to reach it, where one was chosen. */
  Optional<StoreAccess> access(Map<String, String> environment) throws UserError {
    if (endpoint == null) {
      return Optional.empty();
    }
    if (endpoint.getHost() == null || !String.valueOf(endpoint.getScheme()).matches("https?")) {
      throw new UserError(
          "--s3-endpoint: expected a URL like https://s3.example.org, found " + endpoint);
    }
    return Optional.of(
        new StoreAccess(
            StoragePath.DEFAULT_STORE,
            endpoint,
            environment.getOrDefault(REGION, "us-east-1"),
            !endpoint.getHost().endsWith(".amazonaws.com"),
            required(environment, ACCESS_KEY),
            required(environment, SECRET_KEY)));
  }

  private static String required(Map<String, String> environment, String name) throws UserError {
    String value = environment.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw new UserError("--s3-endpoint needs the environment variable " + name + "; set it");
    }
    return value;
  }
}
