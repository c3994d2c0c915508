package faas.scarlet.model.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Trust in the Java runtime's authorities, and in some of one's own. */
public final class Authorities {
  private final X509TrustManager manager;

  private Authorities(X509TrustManager manager) {
    this.manager = manager;
  }

  /**
   * Of one certificate or several.
   *
   * @param pem as in a file {@code ca.crt}
   * @throws GeneralSecurityException where it holds no certificates in PEM
   */
  public static Authorities of(String pem) throws GeneralSecurityException {
    try {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (X509Certificate each : certificates(pem)) {
        store.setCertificateEntry("own" + store.size(), each);
      }
      for (X509Certificate each : manager(null).getAcceptedIssuers()) {
        store.setCertificateEntry("java" + store.size(), each);
      }
      return new Authorities(manager(store));
    } catch (IOException e) {
      throw new GeneralSecurityException("a key store in memory cannot be made", e);
    }
  }

  /** For clients that make their connections themselves. */
  public X509TrustManager trustManager() {
    return manager;
  }

  /** For clients that take connections. */
  public SSLSocketFactory sockets() {
    return context().getSocketFactory();
  }

  /** For clients that take all of TLS. */
  public SSLContext context() {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {manager}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  private static List<X509Certificate> certificates(String pem) throws GeneralSecurityException {
    var found = new ArrayList<X509Certificate>();
    var in = new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8));
    for (var each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
      found.add((X509Certificate) each);
    }
    if (found.isEmpty()) {
      throw new CertificateException("it is empty");
    }
    return found;
  }

  private static X509TrustManager manager(@Nullable KeyStore store)
      throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager each : factory.getTrustManagers()) {
      if (each instanceof X509TrustManager x509) {
        return x509;
      }
    }
    throw new GeneralSecurityException("this Java has no X.509 trust manager");
  }
}
