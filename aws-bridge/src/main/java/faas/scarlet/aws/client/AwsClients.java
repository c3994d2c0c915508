package faas.scarlet.aws.client;

import java.util.function.Supplier;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Clients of one account in one region, for many threads.
 *
 * @param calls a client for invocations: it waits as long as a function may take, and never calls
 *     again by itself
 * @param accountId asked for once, when it is first needed
 */
public record AwsClients(
    String region,
    Supplier<String> accountId,
    CloudWatchLogsClient logs,
    EcrClient ecr,
    EventBridgeClient events,
    IamClient iam,
    LambdaClient lambda,
    LambdaClient calls,
    S3Client s3,
    StsClient sts,
    SdkHttpClient http,
    SdkHttpClient patientHttp)
    implements AutoCloseable {

  @Override
  public void close() {
    logs.close();
    ecr.close();
    events.close();
    iam.close();
    lambda.close();
    calls.close();
    s3.close();
    sts.close();
    http.close();
    patientHttp.close();
  }
}
