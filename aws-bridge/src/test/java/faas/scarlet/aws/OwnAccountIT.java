package faas.scarlet.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import faas.scarlet.aws.client.ClientCache;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several accounts and regions at once, on what stands in for AWS. */
@Tag("lab")
class OwnAccountIT {
  private static final String OTHER_ACCOUNT = "210987654321";
  private static LabAws aws;

  @BeforeAll
  static void open() {
    assumeTrue(
        System.getenv("SCARLET_AWS_E2E") == null, "SKIPPED: needs a second account, as the lab's");
    aws = LabAws.open();
  }

  @AfterAll
  static void close() {
    if (aws != null) {
      aws.close();
    }
  }

  @Test
  void functionsAreInTwoRegionsAtOnceWithKeysAndInARole() {
    var here = Functions.onLambda("own", aws.account(), "");
    var there =
        Functions.onLambda(
            "own", role("123456789012", "us-east-1"), "'lambda': {'accountSecret': 's'}");
    try {
      var first = aws.bridge.deploy(here);
      var second = aws.bridge.deploy(there);

      assertThat(List.of(first.arn(), second.arn()))
          .satisfiesExactly(
              arn -> assertThat(arn).startsWith("arn:aws:lambda:eu-central-1:"),
              arn -> assertThat(arn).startsWith("arn:aws:lambda:us-east-1:"));
      aws.bridge.remove(there.address());
      assertThat(aws.bridge.describe(there.address())).isEmpty();
      assertThat(aws.bridge.describe(here.address())).isPresent();
    } finally {
      aws.bridge.remove(there.address());
      aws.bridge.remove(here.address());
    }
  }

  @Test
  void aRoleOfAnotherAccountIsTheOtherAccount() {
    try (var clients = new ClientCache(aws.settings.endpoint(), List.of())) {
      var theirs = clients.of(role(OTHER_ACCOUNT, "eu-west-1"));
      String bucket = "p4-theirs-" + ProcessHandle.current().pid();

      assertThat(theirs.accountId().get()).isEqualTo(OTHER_ACCOUNT);
      assertThat(aws.clients().accountId().get()).isNotEqualTo(OTHER_ACCOUNT);
      theirs
          .s3()
          .createBucket(
              request ->
                  request
                      .bucket(bucket)
                      .createBucketConfiguration(place -> place.locationConstraint("eu-west-1")));
      assertThat(aws.clients().s3().listBuckets().buckets())
          .noneMatch(found -> found.name().equals(bucket));
      theirs.s3().deleteBucket(request -> request.bucket(bucket));
    }
  }

  @Test
  void theInstallationsBucketAndQueueAreNotForThem() {
    var function =
        new FunctionOnLambda(
            new MayLeaveCluster(
                Functions.of(
                    "own",
                    "'placement': {'target': 'lambda', 'data': 'MayLeaveCluster'}, 'lambda':"
                        + " {'accountSecret': 's'}")),
            aws.account(),
            Set.of());

    assertThat(aws.settings.stagingBucketOf(function)).isEmpty();
    assertThat(aws.settings.failureDestinationOf(function)).isEmpty();
    assertThatThrownBy(
            () -> new faas.scarlet.aws.staging.S3StagingArea(aws.settings).run(function, "id", 1))
        .isInstanceOf(AwsFault.class)
        .hasMessageContaining("give lambda.stagingBucket");
  }

  private static AwsAccount role(String account, String region) {
    var own =
        new OwnAccount(
            Map.of(
                "accessKeyId",
                "testing",
                "secretAccessKey",
                "testing",
                "roleArn",
                "arn:aws:iam::" + account + ":role/faas"));
    return new AwsAccount(region, own.access("p4"));
  }
}
