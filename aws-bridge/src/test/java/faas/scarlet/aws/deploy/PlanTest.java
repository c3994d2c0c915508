package faas.scarlet.aws.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.scarlet.aws.AwsAccess;
import faas.scarlet.aws.AwsAccount;
import faas.scarlet.aws.AwsCause;
import faas.scarlet.aws.AwsFault;
import faas.scarlet.aws.BridgeSettings;
import faas.scarlet.aws.Functions;
import faas.scarlet.model.Json;
import faas.scarlet.model.function.Lambda.Architecture;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final BridgeSettings SETTINGS =
      BridgeSettings.of("home", "scarlet/supervisor:1", Optional.empty());

  @Test
  void givesTheRoleNoMoreThanTheSpecAsksFor() throws Exception {
    var plan =
        plan(
            "'input': [{'path': 'a/in'}, {'path': 'b', 'objectStore': 'minio'}], 'output':"
                + " [{'path': 'a/out'}]");

    var resources = new ArrayList<String>();
    Json.MAPPER
        .readTree(plan.policy())
        .path("Statement")
        .forEach(s -> s.path("Resource").forEach(resource -> resources.add(resource.asText())));

    assertThat(resources)
        .containsExactly(
            "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/%s:*"
                .formatted(plan.names().function()),
            "arn:aws:s3:::a/in/*",
            "arn:aws:s3:::a/out/*");
  }

  @Test
  void namesAreShortAndNoOthers() {
    String names = plan("").names().function();

    assertThat(names).matches("scarlet-p4-f-[0-9a-f]{8}").hasSizeLessThanOrEqualTo(64);
    var longest = Functions.onLambda("f".repeat(63), account(), "");
    assertThat(Names.of(longest.address(), SETTINGS).function()).hasSize(64);
  }

  @Test
  void saysThatALargeFunctionNeedsABucket() {
    assertThatThrownBy(() -> plan("'script': '%s'".formatted("x".repeat(5000))))
        .isInstanceOfSatisfying(
            AwsFault.class, fault -> assertThat(fault.why()).isEqualTo(AwsCause.BUCKET_UNUSABLE))
        .hasMessageContaining("lambda.stagingBucket");
  }

  @Test
  void leavesRetriesOfWhatTheGatewayHandsOutToTheGateway() {
    assertThat(plan("'retry': {'attempts': 9}, 'input': [{'path': 'a'}]").retries()).isEqualTo(2);
    assertThat(plan("'retry': {'attempts': 9}").retries()).isZero();
  }

  @Test
  void reservesNothingForWhatOverflows() {
    assertThat(plan("'scale': {'max': 2}").reserved()).hasValue(2);
    assertThat(
            plan("'scale': {'max': 2}, 'placement': {'target': 'burst', 'data': 'MayLeaveCluster'}")
                .reserved())
        .isEmpty();
  }

  @Test
  void tellsOfTheMirrorThatLambdaReachesAndOfNoOther() {
    var function = Functions.onLambda("f", account(), "");

    assertThat(plan("").environment()).doesNotContainKey("SCARLET_REGISTRY_MIRROR");
    assertThat(Plan.of(function, mirrors(), "123456789012").environment())
        .containsEntry("SCARLET_REGISTRY_MIRROR", "http://reached");
  }

  private static BridgeSettings mirrors() {
    return new BridgeSettings(
        "home",
        "scarlet",
        "scarlet/supervisor:1",
        Optional.empty(),
        Architecture.X86_64,
        30,
        Optional.empty(),
        Optional.of("http://inside-the-cluster"),
        Optional.of("http://reached"),
        Optional.empty());
  }

  private static Plan plan(String fields) {
    return Plan.of(Functions.onLambda("f", account(), fields), SETTINGS, "123456789012");
  }

  private static AwsAccount account() {
    return new AwsAccount("eu-central-1", new AwsAccess.FromSurroundings());
  }
}
