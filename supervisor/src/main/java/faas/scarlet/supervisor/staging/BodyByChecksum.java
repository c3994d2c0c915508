package faas.scarlet.supervisor.staging;

import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.scheme.AwsV4AuthScheme;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.scheme.AuthScheme;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignRequest;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignedRequest;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.identity.spi.IdentityProviders;

/**
 * AWS Signature Version 4 that does not hash a body for which the request brings a checksum: that
 * header is signed, and the store checks the body against it. Over plain HTTP the SDK would read
 * and hash every file once more.
 */
final class BodyByChecksum implements AuthScheme<AwsCredentialsIdentity> {
  private static final String CHECKSUM = "x-amz-checksum-";

  private final AwsV4AuthScheme standard = AwsV4AuthScheme.create();
  private final Signer signer = new Signer(standard.signer());

  @Override
  public String schemeId() {
    return standard.schemeId();
  }

  @Override
  public IdentityProvider<AwsCredentialsIdentity> identityProvider(IdentityProviders providers) {
    return standard.identityProvider(providers);
  }

  @Override
  public HttpSigner<AwsCredentialsIdentity> signer() {
    return signer;
  }

  private record Signer(AwsV4HttpSigner standard) implements HttpSigner<AwsCredentialsIdentity> {
    @Override
    public SignedRequest sign(SignRequest<? extends AwsCredentialsIdentity> request) {
      var body = request.payload();
      if (body.isEmpty() || !hasChecksum(request.request())) {
        return standard.sign(request);
      }
      var signed = standard.sign(withoutBody(request));
      return signed.toBuilder().payload(body.get()).build();
    }

    @Override
    public CompletableFuture<AsyncSignedRequest> signAsync(
        AsyncSignRequest<? extends AwsCredentialsIdentity> request) {
      return standard.signAsync(request);
    }

    private static <I extends AwsCredentialsIdentity> SignRequest<I> withoutBody(
        SignRequest<I> request) {
      return request.toBuilder()
          .payload(null)
          .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
          .build();
    }

    private static boolean hasChecksum(SdkHttpRequest request) {
      return request.headers().keySet().stream()
          .anyMatch(name -> name.regionMatches(true, 0, CHECKSUM, 0, CHECKSUM.length()));
    }
  }
}
