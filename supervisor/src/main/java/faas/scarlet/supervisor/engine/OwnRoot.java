package faas.scarlet.supervisor.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import faas.scarlet.model.Json;
import faas.scarlet.supervisor.image.Digest;
import faas.scarlet.supervisor.image.Image;
import faas.scarlet.supervisor.image.ImageConfig;
import faas.scarlet.supervisor.image.Reference;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The root in which the supervisor itself runs, where that is the user's image already: baked, or
 * as in OSCAR's services.
 */
public final class OwnRoot {
  /** In a baked image: how the user's image is run, as its config says it. */
  private static final String CONFIG = "SCARLET_IMAGE_CONFIG";

  private static final String LIBRARIES = "LD_LIBRARY_PATH";

  /** What the user's image had, where somebody has put a value of the supervisor's in its place. */
  private static final String USERS_LIBRARIES = "LD_LIBRARY_PATH_ORIG";

  private static final Set<String> SECRET =
      Set.of(
          "FUNCTION_CONFIG",
          "SCRIPT",
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "AWS_SECURITY_TOKEN",
          "AWS_WEB_IDENTITY_TOKEN_FILE",
          "AWS_CONTAINER_AUTHORIZATION_TOKEN",
          "AWS_CONTAINER_CREDENTIALS_FULL_URI",
          "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");

  private OwnRoot() {}

  /** Whether this root is a user's image that the supervisor was baked into. */
  public static boolean isBaked(Map<String, String> environment) {
    return environment.containsKey(CONFIG);
  }

  /**
   * This root as if it were an image.
   *
   * @param environment of the supervisor. In a baked image it has the image's config in it;
   *     elsewhere it is the user's image's, and what belongs to the supervisor, and its
   *     credentials, is left out
   * @throws IOException where the config in it cannot be read
   */
  public static Image image(Map<String, String> environment) throws IOException {
    return new Image(
        new Reference("localhost", "own-root", "none", Optional.empty()),
        Digest.of(new byte[0]),
        Native.ROOT,
        isBaked(environment) ? baked(environment) : surrounding(environment),
        true,
        () -> {});
  }

  private static ImageConfig baked(Map<String, String> environment) throws IOException {
    try {
      return ImageConfig.of(Json.MAPPER.readTree(environment.get(CONFIG)));
    } catch (JsonProcessingException e) {
      throw new IOException(
          CONFIG + ": expected the config of an image, found no JSON; bake the image again", e);
    }
  }

  private static ImageConfig surrounding(Map<String, String> environment) {
    var kept = new TreeMap<>(environment);
    kept.keySet().removeIf(OwnRoot::isOurs);
    if (environment.containsKey("AWS_LAMBDA_RUNTIME_API")) {
      kept.keySet().removeIf(OwnRoot::isLambdas);
    }
    String libraries = environment.get(USERS_LIBRARIES);
    if (libraries != null) {
      kept.put(LIBRARIES, libraries);
      kept.put(USERS_LIBRARIES, libraries);
    }
    return new ImageConfig(
        List.of(),
        List.of(),
        kept.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList(),
        "",
        "");
  }

  private static boolean isLambdas(String name) {
    return name.startsWith("AWS_")
        || name.startsWith("LAMBDA_")
        || name.startsWith("_X_AMZN_")
        || name.equals("_HANDLER");
  }

  private static boolean isOurs(String name) {
    return SECRET.contains(name) || name.startsWith("SCARLET_") || name.startsWith("LD_");
  }
}
