package faas.scarlet.gateway;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Provider;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Refuses calls without a certificate that the trust store ({@code quarkus.tls.*}) vouches for,
 * where the settings ask for one. Others, such as health probes, need none: the handshake only
 * asks.
 */
@jakarta.ws.rs.ext.Provider
@CertificateRequired
final class CertificateFilter implements ContainerRequestFilter, HttpServerOptionsCustomizer {
  private final Provider<Settings> settings;
  private final Provider<CurrentVertxRequest> call;

  /** Made while the gateway is built, when there are no settings yet. */
  CertificateFilter(Provider<Settings> settings, Provider<CurrentVertxRequest> call) {
    this.settings = settings;
    this.call = call;
  }

  @Override
  public void customizeHttpsServer(HttpServerOptions options) {
    if (settings.get().events().clientCertificate()) {
      options.setClientAuth(ClientAuth.REQUEST);
    }
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (settings.get().events().clientCertificate()
        && !hasCertificate(call.get().getCurrent().request())) {
      request.abortWith(
          Response.status(Response.Status.UNAUTHORIZED)
              .type(MediaType.APPLICATION_JSON)
              .entity(new Message("expected a client certificate on a TLS connection, found none"))
              .build());
    }
  }

  private static boolean hasCertificate(HttpServerRequest request) {
    if (!request.isSSL()) {
      return false;
    }
    try {
      return request.connection().sslSession().getPeerCertificates().length > 0;
    } catch (SSLPeerUnverifiedException e) {
      return false;
    }
  }
}
