package faas.scarlet.aws;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import faas.scarlet.aws.client.AwsClients;
import faas.scarlet.aws.client.ClientCache;
import faas.scarlet.model.function.Lambda.Architecture;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The lab's stand-in for AWS; or an account, where SCARLET_AWS_E2E=1 says that it may be used. */
public final class LabAws implements AutoCloseable {
  static final String REGION = System.getenv().getOrDefault("SCARLET_AWS_REGION", "eu-central-1");

  /** A small image that the registry has, in place of the supervisor's. */
  static final String IMAGE =
      System.getenv().getOrDefault("SCARLET_AWS_IMAGE", "docker.io/library/busybox:1.36");

  final Requests requests = new Requests();
  final BridgeSettings settings;
  final AwsLambdaBridge bridge;
  final AwsAccount account;
  private final ClientCache clients;
  private final SqsClient sqs;
  private final String queue;

  private LabAws(Optional<URI> endpoint, AwsAccess access, Optional<String> mirror) {
    account = new AwsAccount(REGION, access);
    sqs = queues(endpoint);
    queue = sqs.createQueue(request -> request.queueName("p4-given-up")).queueUrl();
    settings =
        new BridgeSettings(
            "test",
            "p4",
            IMAGE,
            Optional.of("p4-staging-" + ProcessHandle.current().pid()),
            Architecture.X86_64,
            14,
            Optional.of(queueArn()),
            mirror,
            mirror,
            endpoint);
    bridge = new AwsLambdaBridge(settings, List.of(requests));
    clients = new ClientCache(endpoint, List.of());
  }

  private void deleteStaging(String bucket) {
    if (clients().s3().listBuckets().buckets().stream().anyMatch(b -> b.name().equals(bucket))) {
      deleteBucket(bucket);
    }
  }

  /** What is there; a test without any is skipped. */
  public static LabAws open() {
    if ("1".equals(System.getenv("SCARLET_AWS_E2E"))) {
      return new LabAws(
          Optional.empty(),
          new AwsAccess.FromSurroundings(),
          Optional.ofNullable(System.getenv("SCARLET_REGISTRY_MIRROR")));
    }
    String endpoint = System.getenv("LAB_AWS_ENDPOINT");
    assumeTrue(
        endpoint != null,
        "SKIPPED: no AWS; eval \"$(lab env)\" names the lab's, or set SCARLET_AWS_E2E=1");
    return new LabAws(
        Optional.of(URI.create(endpoint)),
        new AwsAccess.Keys("testing", "testing", Optional.empty()),
        Optional.of("*=http://" + System.getenv("LAB_REGISTRY")));
  }

  /** Account and region. */
  public AwsAccount account() {
    return account;
  }

  /** Settings of tests. */
  public BridgeSettings settings() {
    return settings;
  }

  /** Where {@link #clients} come from. */
  public ClientCache cache() {
    return clients;
  }

  /** Clients that nobody watches. */
  public AwsClients clients() {
    return clients.of(account);
  }

  private static SqsClient queues(Optional<URI> endpoint) {
    var builder = SqsClient.builder().region(Region.of(REGION));
    endpoint.ifPresent(
        address ->
            builder
                .endpointOverride(address)
                .credentialsProvider(
                    StaticCredentialsProvider.create(
                        AwsBasicCredentials.create("testing", "testing"))));
    return builder.build();
  }

  /** Of the queue that gets what Lambda gives up. */
  String queueArn() {
    return sqs.getQueueAttributes(
            request -> request.queueUrl(queue).attributeNames(QueueAttributeName.QUEUE_ARN))
        .attributes()
        .getOrDefault(QueueAttributeName.QUEUE_ARN, "");
  }

  /** Deletes a bucket of a test's own, and all in it. */
  public void deleteBucket(String bucket) {
    var s3 = clients().s3();
    for (var object : s3.listObjectsV2(request -> request.bucket(bucket)).contents()) {
      s3.deleteObject(request -> request.bucket(bucket).key(object.key()));
    }
    s3.deleteBucket(request -> request.bucket(bucket));
  }

  /** Makes a bucket of a test's own. */
  public void makeBucket(String bucket) {
    clients()
        .s3()
        .createBucket(
            request ->
                request
                    .bucket(bucket)
                    .createBucketConfiguration(place -> place.locationConstraint(REGION)));
  }

  @Override
  public void close() {
    settings.stagingBucket().ifPresent(this::deleteStaging);
    sqs.deleteQueue(request -> request.queueUrl(queue));
    sqs.close();
    clients.close();
    bridge.close();
  }
}
