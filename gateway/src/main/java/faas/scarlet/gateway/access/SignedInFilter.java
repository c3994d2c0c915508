package faas.scarlet.gateway.access;

import jakarta.inject.Provider;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;

/** Refuses callers whom nobody knows. */
@jakarta.ws.rs.ext.Provider
@SignedIn
final class SignedInFilter implements ContainerRequestFilter {
  private final Provider<Access> access;

  /** Made while the gateway is built, when there are no settings yet. */
  SignedInFilter(Provider<Access> access) {
    this.access = access;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    access.get().requireCaller();
  }
}
