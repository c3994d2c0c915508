package faas.scarlet.supervisor.image;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Which servers are who they say: by the Java runtime's authorities, and by the operator's own. */
final class Trust {
  private final Optional<Path> file;
  private @Nullable SSLSocketFactory sockets;

  /**
   * Trusts.
   *
   * @param file further authorities, in PEM; read when the first connection needs it
   */
  Trust(Optional<Path> file) {
    this.file = file;
  }

  void applyTo(HttpsURLConnection connection) throws IOException {
    if (file.isPresent()) {
      connection.setSSLSocketFactory(sockets(file.get()));
    }
  }

  private synchronized SSLSocketFactory sockets(Path pem) throws IOException {
    if (sockets == null) {
      try {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {trusting(authorities(pem))}, null);
        sockets = context.getSocketFactory();
      } catch (GeneralSecurityException e) {
        throw new IOException(
            "%s: %s holds no certificates in PEM (%s)"
                .formatted(CacheSettings.CA_SETTING, pem, e.getMessage()),
            e);
      }
    }
    return sockets;
  }

  private static List<X509Certificate> authorities(Path pem)
      throws IOException, GeneralSecurityException {
    var found = new ArrayList<X509Certificate>();
    try (var in = new BufferedInputStream(Files.newInputStream(pem))) {
      for (var each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        found.add((X509Certificate) each);
      }
    }
    if (found.isEmpty()) {
      throw new CertificateException("it is empty");
    }
    return found;
  }

  private static X509TrustManager trusting(List<X509Certificate> more)
      throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (X509Certificate each : more) {
      store.setCertificateEntry("own" + store.size(), each);
    }
    for (X509Certificate each : manager(null).getAcceptedIssuers()) {
      store.setCertificateEntry("java" + store.size(), each);
    }
    return manager(store);
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
