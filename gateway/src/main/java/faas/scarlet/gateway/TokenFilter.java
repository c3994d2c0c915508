package faas.scarlet.gateway;

import jakarta.inject.Provider;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;

/** Refuses calls without the bearer token that the settings ask for. */
@jakarta.ws.rs.ext.Provider
@TokenRequired
final class TokenFilter implements ContainerRequestFilter {
  private final Provider<GatewayToken> token;

  /** Made while the gateway is built, when there are no settings yet. */
  TokenFilter(Provider<GatewayToken> token) {
    this.token = token;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    token
        .get()
        .refusal(request.getHeaderString(HttpHeaders.AUTHORIZATION))
        .ifPresent(request::abortWith);
  }
}
