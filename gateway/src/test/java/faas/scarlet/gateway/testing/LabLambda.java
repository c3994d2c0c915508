package faas.scarlet.gateway.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import faas.scarlet.aws.AwsAccess;
import faas.scarlet.aws.AwsAccount;
import faas.scarlet.aws.AwsLambdaBridge;
import faas.scarlet.aws.BridgeSettings;
import faas.scarlet.aws.FunctionOnLambda;
import faas.scarlet.aws.LambdaAddress;
import faas.scarlet.aws.MayLeaveCluster;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.Lambda;
import faas.scarlet.model.function.Lambda.Architecture;
import faas.scarlet.model.function.Manifest;
import faas.scarlet.model.storage.StoreAccess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The lab's stand-in for AWS, with functions of a test's own on it. */
public final class LabLambda implements AutoCloseable {
  private static final String REGION = "eu-central-1";
  private static final String INSTALLATION = "gateway-test";
  private static final String PREFIX = "h1";
  private static final String KEY = "testing";

  private final String endpoint;
  private final String bucket = "h1-staging-" + ProcessHandle.current().pid();
  private final List<Path> deployed = new ArrayList<>();
  private final List<String> made = new ArrayList<>();

  private LabLambda(String endpoint) {
    this.endpoint = endpoint;
  }

  /** What is there; a test without any is skipped. */
  public static LabLambda openOrSkip() {
    String endpoint = System.getenv("LAB_AWS_ENDPOINT");
    assumeTrue(
        endpoint != null && System.getenv("SCARLET_E2E_TAG") != null,
        "SKIPPED: eval \"$(lab env)\" of a lab with lambda, and name the tag of its image"
            + " scarlet/supervisor in SCARLET_E2E_TAG");
    return new LabLambda(endpoint);
  }

  /** Settings of a gateway that is to use it. */
  public Map<String, String> settings() {
    return Map.of(
        "scarlet.lambda.region", REGION,
        "scarlet.lambda.staging-bucket", bucket,
        "scarlet.lambda.installation", INSTALLATION,
        "scarlet.lambda.prefix", PREFIX,
        "scarlet.lambda.endpoint", endpoint,
        "aws.accessKeyId", KEY,
        "aws.secretAccessKey", KEY);
  }

  /** Puts a function there, which is taken away in the end. */
  public void deploy(Path manifest) throws IOException, InterruptedException {
    deployed.add(manifest);
    run("deploy", manifest);
  }

  /** The same for one whose default store is S3 itself, whose files start it. */
  public void deployOnS3(Path manifest) throws IOException, InterruptedException {
    deployed.add(manifest);
    run("deploy-on-s3", manifest);
  }

  /** S3 as a store of functions. */
  public StoreAccess store() {
    return new StoreAccess("default", URI.create(endpoint), REGION, true, KEY, KEY);
  }

  /** Makes a bucket of a test's own in S3. */
  public void makeBucket(String name) {
    made.add(name);
    try (var s3 = s3()) {
      s3.createBucket(
          r -> r.bucket(name).createBucketConfiguration(c -> c.locationConstraint(REGION)));
    }
  }

  /** A bucket beside the installation's, for functions that have one of their own. */
  public String ownBucket() {
    return bucket + "-own";
  }

  /** What is in the staging bucket of runs, by keys. */
  public List<String> staged() {
    return staged(bucket);
  }

  /** What is in this staging bucket of runs, by keys. */
  public List<String> staged(String inBucket) {
    try (var s3 = s3()) {
      return s3.listObjectsV2(r -> r.bucket(inBucket)).contents().stream()
          .map(S3Object::key)
          .filter(key -> key.contains("/runs/"))
          .toList();
    }
  }

  @Override
  public void close() {
    try {
      for (Path manifest : deployed) {
        run("remove", manifest);
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("functions are left in the lab", e);
    } finally {
      dropBucket(bucket);
      dropBucket(ownBucket());
      made.forEach(this::dropBucket);
    }
  }

  private void dropBucket(String dropped) {
    try (var s3 = s3()) {
      if (s3.listBuckets().buckets().stream().anyMatch(it -> it.name().equals(dropped))) {
        for (var object : s3.listObjectsV2(r -> r.bucket(dropped)).contents()) {
          s3.deleteObject(r -> r.bucket(dropped).key(object.key()));
        }
        s3.deleteBucket(r -> r.bucket(dropped));
      }
    }
  }

  /** In a process of its own, which trusts the lab's ECR and nobody else. */
  private void run(String what, Path manifest) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(System.getenv("LAB_JAVA_OPTS").split(" ")));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(LabLambda.class.getName());
    command.addAll(List.of(what, manifest.toString(), endpoint, bucket));
    var log = Files.createTempFile("deploy", ".log");
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      if (!process.waitFor(3, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new AssertionError("cannot " + what + ": " + Files.readString(log));
      }
    } finally {
      process.destroyForcibly();
      Files.delete(log);
    }
  }

  /** Deploys or removes the one function of a manifest. */
  public static void main(String[] arguments) throws Exception {
    var manifest = Path.of(arguments[1]);
    Function function = Manifest.read(Files.readString(manifest), arguments[1]).getFirst();
    var region = Optional.ofNullable(function.spec().lambda()).map(Lambda::region).orElse(REGION);
    var account = new AwsAccount(region, new AwsAccess.Keys(KEY, KEY, Optional.empty()));
    try (var bridge = new AwsLambdaBridge(bridgeSettings(arguments[2], arguments[3]))) {
      if (arguments[0].startsWith("deploy")) {
        var inS3 = arguments[0].equals("deploy") ? Set.<String>of() : Set.of("default");
        bridge.deploy(new FunctionOnLambda(new MayLeaveCluster(function), account, inS3));
      } else {
        bridge.remove(new LambdaAddress(function.id(), account));
      }
    }
  }

  private static BridgeSettings bridgeSettings(String endpoint, String bucket) {
    return new BridgeSettings(
        INSTALLATION,
        PREFIX,
        "docker.io/scarlet/supervisor:" + System.getenv("SCARLET_E2E_TAG"),
        Optional.of(bucket),
        Architecture.X86_64,
        1,
        Optional.empty(),
        Optional.of("*=http://" + System.getenv("LAB_REGISTRY")),
        Optional.of("*=http://" + System.getenv("LAB_REGISTRY")),
        Optional.of(URI.create(endpoint)));
  }

  /** A client of the stand-in's S3. */
  public S3Client s3() {
    return S3Client.builder()
        .endpointOverride(URI.create(endpoint))
        .region(Region.of(REGION))
        .forcePathStyle(true)
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, KEY)))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }
}
