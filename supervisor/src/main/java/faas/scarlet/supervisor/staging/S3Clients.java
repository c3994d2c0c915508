package faas.scarlet.supervisor.staging;

import static software.amazon.awssdk.http.SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES;

import faas.scarlet.model.storage.StoreAccess;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.utils.AttributeMap;

/** Connects to S3-compatible stores: MinIO, RustFS, Ceph, AWS. */
final class S3Clients {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration SILENCE_LIMIT = Duration.ofSeconds(60);
  private static final int ATTEMPTS = 4;

  static {
    // The JDK keeps 5 idle connections per host by default and closes all others after each use.
    if (System.getProperty("http.maxConnections") == null) {
      System.setProperty("http.maxConnections", "64");
    }
  }

  private S3Clients() {}

  /** A client for many threads. It tries again by itself what may have been an accident. */
  static S3Client connect(StoreAccess access, Optional<String> sessionToken) {
    return S3Client.builder()
        .endpointOverride(access.endpoint())
        .region(Region.of(access.region()))
        .forcePathStyle(access.pathStyle())
        .credentialsProvider(StaticCredentialsProvider.create(credentials(access, sessionToken)))
        .putAuthScheme(new BodyByChecksum())
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .overrideConfiguration(
            settings ->
                settings
                    .addExecutionInterceptor(new SmallBodiesAtOnce())
                    .apiCallAttemptTimeout(SILENCE_LIMIT)
                    .retryStrategy(
                        AwsRetryStrategy.standardRetryStrategy().toBuilder()
                            .maxAttempts(ATTEMPTS)
                            .build()))
        .httpClient(new TellingHttpClient(http(access)))
        .build();
  }

  private static AwsCredentials credentials(StoreAccess access, Optional<String> sessionToken) {
    return sessionToken
        .<AwsCredentials>map(
            token -> AwsSessionCredentials.create(access.accessKey(), access.secretKey(), token))
        .orElseGet(() -> AwsBasicCredentials.create(access.accessKey(), access.secretKey()));
  }

  /** The JDK's many authorities are read only where TLS is spoken: it takes a tenth of a second. */
  private static SdkHttpClient http(StoreAccess access) {
    var builder =
        UrlConnectionHttpClient.builder()
            .connectionTimeout(CONNECT_LIMIT)
            .socketTimeout(SILENCE_LIMIT);
    if ("http".equalsIgnoreCase(access.endpoint().getScheme())) {
      return builder.tlsTrustManagersProvider(() -> new TrustManager[0]).build();
    }
    access
        .trust()
        .ifPresent(
            own -> builder.tlsTrustManagersProvider(() -> new TrustManager[] {own.trustManager()}));
    return builder.buildWithDefaults(
        AttributeMap.builder().put(TRUST_ALL_CERTIFICATES, access.anyCertificate()).build());
  }
}
