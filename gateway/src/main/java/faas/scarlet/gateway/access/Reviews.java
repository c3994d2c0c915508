package faas.scarlet.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the API server who somebody is and what they may do, and remembers the answers for some
 * seconds: so long a right that was taken away still counts.
 */
final class Reviews {
  private static final String GROUP = "scarlet.faas";
  private static final String RESOURCE = "scarfunctions";
  private static final Duration REMEMBERED = Duration.ofSeconds(20);
  private static final long MOST_REMEMBERED = 10_000;

  private final KubernetesClient kubernetes;
  private final Cache<String, Optional<User>> users = cache();
  private final Cache<Asked, Boolean> decisions = cache();

  Reviews(KubernetesClient kubernetes) {
    this.kubernetes = kubernetes;
  }

  /**
   * What is asked.
   *
   * @param namespace empty: in all
   * @param name empty: all functions
   */
  record Asked(User user, Right right, String namespace, String name) {}

  /** Whose token it is; absent where it is nobody's, or has expired. */
  Optional<User> user(String token) {
    return users.get(hash(token), _ -> review(token));
  }

  /** Whether they may do it. */
  boolean allow(Asked asked) {
    return decisions.get(asked, this::review);
  }

  private Optional<User> review(String token) {
    var review =
        kubernetes
            .resource(new TokenReviewBuilder().withNewSpec().withToken(token).endSpec().build())
            .create();
    var status = review.getStatus();
    if (status == null || !Boolean.TRUE.equals(status.getAuthenticated())) {
      return Optional.empty();
    }
    var user = status.getUser();
    return Optional.of(
        new User(
            user.getUsername(),
            Optional.ofNullable(user.getUid()).orElse(""),
            Optional.ofNullable(user.getGroups()).orElse(List.of()),
            Optional.ofNullable(user.getExtra()).orElse(Map.of())));
  }

  private boolean review(Asked asked) {
    var user = asked.user();
    var review =
        kubernetes
            .resource(
                new SubjectAccessReviewBuilder()
                    .withNewSpec()
                    .withUser(user.name())
                    .withUid(user.uid())
                    .withGroups(user.groups())
                    .withExtra(user.extra())
                    .withNewResourceAttributes()
                    .withGroup(GROUP)
                    .withResource(RESOURCE)
                    .withSubresource(asked.right().part())
                    .withVerb(asked.right().verb())
                    .withNamespace(asked.namespace())
                    .withName(asked.name())
                    .endResourceAttributes()
                    .endSpec()
                    .build())
            .create();
    return Boolean.TRUE.equals(review.getStatus().getAllowed());
  }

  private static <K, V> Cache<K, V> cache() {
    return Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).expireAfterWrite(REMEMBERED).build();
  }

  /** So that no token stays in the memory. */
  private static String hash(String token) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(token.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
