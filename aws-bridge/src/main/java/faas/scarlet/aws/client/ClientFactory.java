package faas.scarlet.aws.client;

import faas.scarlet.aws.AwsAccess;
import faas.scarlet.aws.AwsAccount;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.auth.StsWebIdentityTokenFileCredentialsProvider;

/** Makes the clients of an account. */
final class ClientFactory {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration SILENCE_LIMIT = Duration.ofSeconds(60);

  /** The longest that a function may take, and time for the answer. */
  private static final Duration INVOCATION_LIMIT = Duration.ofMinutes(16);

  private static final int ATTEMPTS = 4;

  /** As the owner of a role sees it in CloudTrail. */
  private static final String SESSION = "scarlet";

  private final Optional<URI> endpoint;
  private final List<ExecutionInterceptor> watchers;

  ClientFactory(Optional<URI> endpoint, List<ExecutionInterceptor> watchers) {
    this.endpoint = endpoint;
    this.watchers = List.copyOf(watchers);
  }

  AwsClients connect(AwsAccount account) {
    var region = Region.of(account.region());
    var http = http(SILENCE_LIMIT);
    var patientHttp = http(INVOCATION_LIMIT);
    var settings = new Settings(region, credentials(account.access(), region, http), http);
    var sts = settings.on(StsClient.builder(), ATTEMPTS).build();
    return new AwsClients(
        account.region(),
        new Once<>(
            () ->
                Aws.ask(
                    "asking AWS whose account this is", () -> sts.getCallerIdentity().account())),
        settings.on(CloudWatchLogsClient.builder(), ATTEMPTS).build(),
        settings.on(EcrClient.builder(), ATTEMPTS).build(),
        settings.on(EventBridgeClient.builder(), ATTEMPTS).build(),
        settings.on(IamClient.builder(), ATTEMPTS).build(),
        settings.on(LambdaClient.builder(), ATTEMPTS).build(),
        settings.on(LambdaClient.builder(), 1).httpClient(patientHttp).build(),
        settings
            .on(S3Client.builder(), ATTEMPTS)
            .forcePathStyle(endpoint.isPresent())
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .build(),
        sts,
        http,
        patientHttp);
  }

  private static SdkHttpClient http(Duration silence) {
    return UrlConnectionHttpClient.builder()
        .connectionTimeout(CONNECT_LIMIT)
        .socketTimeout(silence)
        .build();
  }

  private AwsCredentialsProvider credentials(AwsAccess access, Region region, SdkHttpClient http) {
    return switch (access) {
      case AwsAccess.FromSurroundings() -> DefaultCredentialsProvider.builder().build();
      case AwsAccess.Keys keys -> StaticCredentialsProvider.create(credentials(keys));
      case AwsAccess.Role(var role, var externalId, var caller) ->
          StsAssumeRoleCredentialsProvider.builder()
              .refreshRequest(
                  request -> request.roleArn(role).roleSessionName(SESSION).externalId(externalId))
              .stsClient(
                  new Settings(region, credentials(caller, region, http), http)
                      .on(StsClient.builder(), ATTEMPTS)
                      .build())
              .build();
      case AwsAccess.WebIdentity(var role, var token) ->
          StsWebIdentityTokenFileCredentialsProvider.builder()
              .roleArn(role)
              .webIdentityTokenFile(token)
              .roleSessionName(SESSION)
              .stsClient(
                  new Settings(region, AnonymousCredentialsProvider.create(), http)
                      .on(StsClient.builder(), ATTEMPTS)
                      .build())
              .build();
    };
  }

  private static AwsCredentials credentials(AwsAccess.Keys keys) {
    return keys.sessionToken()
        .<AwsCredentials>map(
            token -> AwsSessionCredentials.create(keys.accessKey(), keys.secretKey(), token))
        .orElseGet(() -> AwsBasicCredentials.create(keys.accessKey(), keys.secretKey()));
  }

  private final class Settings {
    private final Region region;
    private final AwsCredentialsProvider credentials;
    private final SdkHttpClient http;

    Settings(Region region, AwsCredentialsProvider credentials, SdkHttpClient http) {
      this.region = region;
      this.credentials = credentials;
      this.http = http;
    }

    <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B on(
        B builder, int attempts) {
      endpoint.ifPresent(builder::endpointOverride);
      return builder
          .region(region)
          .credentialsProvider(credentials)
          .httpClient(http)
          .overrideConfiguration(
              client -> {
                watchers.forEach(client::addExecutionInterceptor);
                client.retryStrategy(
                    AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(attempts)
                        .build());
              });
    }
  }
}
