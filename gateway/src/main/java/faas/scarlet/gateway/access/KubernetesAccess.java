package faas.scarlet.gateway.access;

import faas.scarlet.gateway.Message;
import faas.scarlet.gateway.Refusals;
import faas.scarlet.gateway.RefusedCallers;
import faas.scarlet.model.function.FunctionId;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks Kubernetes: who has the token, and what their roles allow. */
final class KubernetesAccess implements Access {
  private static final String SCHEME = "Bearer ";

  private final Reviews reviews;
  private final RefusedCallers refused;
  private final Supplier<@Nullable String> authorization;

  /**
   * With the API server's word.
   *
   * @param authorization header of the request under way
   */
  KubernetesAccess(
      Reviews reviews, RefusedCallers refused, Supplier<@Nullable String> authorization) {
    this.reviews = reviews;
    this.refused = refused;
    this.authorization = authorization;
  }

  @Override
  public void requireCaller() {
    user();
  }

  @Override
  public void require(Right right, FunctionId function) {
    require(right, function.namespace(), function.name(), "namespace " + function.namespace());
  }

  @Override
  public void requireEverywhere(Right right) {
    require(right, "", "", "the whole cluster");
  }

  @Override
  public boolean has(Right right, String namespace) {
    var user = user();
    return ask(() -> reviews.allow(new Reviews.Asked(user, right, namespace, "")));
  }

  private User user() {
    return Optional.ofNullable(authorization.get())
        .filter(header -> header.startsWith(SCHEME))
        .map(header -> header.substring(SCHEME.length()).strip())
        .filter(token -> !token.isEmpty())
        .flatMap(token -> ask(() -> reviews.user(token)))
        .orElseThrow(this::unknown);
  }

  private void require(Right right, String namespace, String name, String where) {
    var user = user();
    if (!ask(() -> reviews.allow(new Reviews.Asked(user, right, namespace, name)))) {
      throw Refusals.forbidden(
          "%s may not %s %s in %s; ask for a role with the verb %s on %s of the group scarlet.faas there"
              .formatted(
                  user.name(),
                  right.verb(),
                  right.resource(),
                  where,
                  right.verb(),
                  right.resource()));
    }
  }

  private WebApplicationException unknown() {
    refused.refused(authorization.get());
    return new WebApplicationException(
        Response.status(Status.UNAUTHORIZED)
            .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
            .type(MediaType.APPLICATION_JSON)
            .entity(
                new Message(
                    "expected a token of the cluster as Authorization: Bearer <token>; 'kubectl"
                        + " create token SERVICEACCOUNT' makes one"))
            .build());
  }

  /** An API server that cannot be asked lets nobody in. */
  private static <T> T ask(Supplier<T> question) {
    try {
      return question.get();
    } catch (KubernetesClientException e) {
      throw Refusals.unavailable(
          "the API server cannot be asked who may do this (%d); try again in some seconds"
              .formatted(e.getCode()));
    }
  }
}
