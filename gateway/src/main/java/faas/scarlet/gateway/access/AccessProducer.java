package faas.scarlet.gateway.access;

import faas.scarlet.gateway.GatewayToken;
import faas.scarlet.gateway.RefusedCallers;
import faas.scarlet.gateway.Settings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the access that the settings name. */
final class AccessProducer {
  @Produces
  @Singleton
  Access access(
      Settings settings,
      GatewayToken token,
      RefusedCallers refused,
      Instance<KubernetesClient> kubernetes,
      CurrentVertxRequest request) {
    Supplier<@Nullable String> authorization =
        () -> request.getCurrent().request().getHeader(HttpHeaders.AUTHORIZATION);
    return switch (settings.access().kind()) {
      case TOKEN -> new TokenAccess(token, authorization);
      case KUBERNETES ->
          new KubernetesAccess(new Reviews(kubernetes.get()), refused, authorization);
    };
  }
}
