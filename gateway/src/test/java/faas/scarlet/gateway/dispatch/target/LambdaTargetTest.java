package faas.scarlet.gateway.dispatch.target;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.scarlet.aws.AwsAccess;
import faas.scarlet.aws.AwsAccount;
import faas.scarlet.aws.FunctionOnLambda;
import faas.scarlet.aws.InMemoryLambdaBridge;
import faas.scarlet.aws.InMemoryStagingArea;
import faas.scarlet.aws.MayLeaveCluster;
import faas.scarlet.aws.invoke.Call;
import faas.scarlet.gateway.catalogue.CataloguedFunction;
import faas.scarlet.gateway.testing.Functions;
import faas.scarlet.gateway.testing.KeptStore;
import faas.scarlet.gateway.testing.Notifications;
import faas.scarlet.gateway.testing.OneStore;
import faas.scarlet.gateway.testing.Results;
import faas.scarlet.model.Json;
import faas.scarlet.model.outcome.AttemptResult;
import faas.scarlet.model.outcome.DelegatedAttempt;
import faas.scarlet.model.outcome.OutputObject;
import faas.scarlet.model.outcome.Reason;
import faas.scarlet.model.outcome.Staging;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LambdaTargetTest {
  private static final String LEAVES =
      "placement: {target: burst, data: MayLeaveCluster}, input: [{path: texts}], output: [{path:"
          + " results}]";
  private static final UUID ID = UUID.fromString("0196f3a2-0000-7000-8000-000000000001");
  private static final String EVENT = Notifications.put("texts", "a.txt", 1_000);
  private static final String REGION = "eu-central-1";
  private static final OutputObject OUTPUT = new OutputObject("default", "results", "a.txt", 6, "");

  private final KeptStore store = new KeptStore();
  private final InMemoryStagingArea area = new InMemoryStagingArea();
  private final AtomicInteger calls = new AtomicInteger();
  private final StringBuilder answers = new StringBuilder();
  private final CataloguedFunction function = catalogued(LEAVES);

  /** What the function on Lambda leaves in the bucket. */
  private Function<DelegatedAttempt, String> script = this::copies;

  private final InMemoryLambdaBridge bridge =
      new InMemoryLambdaBridge(
          (_, call) -> {
            calls.incrementAndGet();
            var attempt = attempt(call);
            var result = script.apply(attempt);
            area.files().put(place(attempt).result(), result.getBytes(UTF_8));
            return new faas.scarlet.aws.invoke.Answer.Done(result);
          });

  private final Target target =
      new LambdaTarget(
          new LambdaAccounts(REGION),
          bridge,
          area,
          new HomeFiles(new OneStore(store)),
          Duration.ofDays(1),
          new Listener());

  LambdaTargetTest() {
    bridge.deploy(
        new FunctionOnLambda(
            new MayLeaveCluster(function.function()),
            new AwsAccount(REGION, new AwsAccess.FromSurroundings()),
            Set.of()));
    store.objects().put("texts/a.txt", "a file".getBytes(UTF_8));
  }

  @Test
  void filesGoThereAndResultsComeHome() throws Exception {
    var answer = target.attempt(function, ID, 1, EVENT);

    assertThat(succeeded(answer)).isTrue();
    assertThat(store.objects().get("results/a.txt")).asString(UTF_8).isEqualTo("a file");
    assertThat(calls).hasValue(1);
    target.recorded(function, ID, 1);
    assertThat(area.files()).isEmpty();
  }

  @Test
  void whatIsAskedForAgainIsNotBegunAgain() throws Exception {
    target.attempt(function, ID, 1, EVENT);

    assertThat(succeeded(target.attempt(function, ID, 1, EVENT))).isTrue();

    assertThat(calls).hasValue(1);
    assertThat(succeeded(target.attempt(function, ID, 2, EVENT))).isTrue();
    assertThat(calls).hasValue(2);
  }

  @Test
  void nothingIsPublishedOfAnAttemptThatFailed() throws Exception {
    script =
        attempt -> {
          leave(attempt, OUTPUT);
          return Json.write(Results.failed(Reason.SCRIPT_FAILED, 3, "no"));
        };

    var answer = target.attempt(function, ID, 1, EVENT);

    assertThat(reason(answer)).isEqualTo(Reason.SCRIPT_FAILED);
    assertThat(store.objects()).containsOnlyKeys("texts/a.txt");
  }

  @Test
  void resultsGoNowhereButToTheFunctionsOutputs() throws Exception {
    var elsewhere = new OutputObject("default", "others", "a.txt", 6, "");
    script =
        attempt -> {
          leave(attempt, elsewhere);
          return Json.write(Results.published(elsewhere));
        };

    assertThat(reason(target.attempt(function, ID, 1, EVENT))).isEqualTo(Reason.OUTPUT_FAILED);
    assertThat(store.objects()).containsOnlyKeys("texts/a.txt");
  }

  @Test
  void aResultThatIsNotThereIsAFailure() throws Exception {
    script = _ -> Json.write(Results.published(OUTPUT));

    assertThat(reason(target.attempt(function, ID, 1, EVENT))).isEqualTo(Reason.OUTPUT_FAILED);
  }

  @Test
  void dataThatMustStayIsNeverRead() throws Exception {
    var stays = catalogued("input: [{path: texts}]");

    assertThat(target.serves(function)).isTrue();
    assertThat(target.serves(stays)).isFalse();
    assertThat(target.attempt(stays, ID, 1, EVENT)).isInstanceOf(Answer.Lost.class);
    assertThat(store.read()).isEmpty();
    assertThat(area.files()).isEmpty();
    assertThat(calls).hasValue(0);
  }

  @Test
  void whatIsNotOnLambdaWaits() {
    assertThat(target.serves(new CataloguedFunction(function.function(), Optional.empty(), false)))
        .isFalse();
  }

  @Test
  void whileAwsIsAwayThereIsNoRoomAndNothingIsSentThere() throws Exception {
    area.away(true);

    assertThat(target.attempt(function, ID, 1, EVENT)).isInstanceOf(Answer.NoRoom.class);
    assertThat(target.serves(function)).isFalse();
    assertThat(calls).hasValue(0);
  }

  @Test
  void aFunctionThatIsNotDeployedWaitsAndLeavesNothing() throws Exception {
    var missing =
        new CataloguedFunction(Functions.function("missing", LEAVES), Optional.empty(), true);

    assertThat(target.attempt(missing, ID, 1, EVENT)).isInstanceOf(Answer.NoRoom.class);
    assertThat(area.files()).isEmpty();
  }

  @Test
  void anInputThatIsGoneIsNoInput() throws Exception {
    assertThat(
            reason(target.attempt(function, ID, 1, Notifications.put("texts", "gone.txt", 1_000))))
        .isEqualTo(Reason.INPUT_MISSING);
    assertThat(area.files()).isEmpty();
  }

  @Test
  void anEventThatLambdaDoesNotTakeFails() throws Exception {
    String large = "x".repeat(Call.MOST_QUEUED);

    assertThat(reason(target.attempt(function, ID, 1, large))).isEqualTo(Reason.INVALID_EVENT);
    assertThat(area.files()).isEmpty();
  }

  @Test
  void aStoreThatIsAwayIsAFailureOfItsOwn() throws Exception {
    store.away(true);

    assertThat(reason(target.attempt(function, ID, 1, EVENT))).isEqualTo(Reason.STORE_UNAVAILABLE);
  }

  @Test
  void aCallerGetsItsAnswer() throws Exception {
    script = _ -> answered(Results.failed(Reason.SCRIPT_FAILED, 1, "no"));

    target.attempt(function, ID, 1, "a body");

    assertThat(answers).hasToString("an answer");
  }

  @Test
  void aCallerIsNotToldOfSuccessWhereTheResultsAreNotThere() throws Exception {
    script = _ -> answered(Results.published(OUTPUT));

    target.attempt(function, ID, 1, "a body");

    assertThat(answers).isEmpty();
  }

  private static String answered(AttemptResult result) {
    return Json.MAPPER.<ObjectNode>valueToTree(result).put("answer", "an answer").toString();
  }

  private String copies(DelegatedAttempt attempt) {
    leave(attempt, OUTPUT);
    return Json.write(Results.published(OUTPUT));
  }

  private void leave(DelegatedAttempt attempt, OutputObject output) {
    var place = place(attempt);
    area.files().put(place.output(output), area.files().get(place.input()));
  }

  private static Staging place(DelegatedAttempt attempt) {
    return Objects.requireNonNull(attempt.staging());
  }

  private static DelegatedAttempt attempt(Call call) {
    try {
      return DelegatedAttempt.read(Json.MAPPER.readTree(call.payload()));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static CataloguedFunction catalogued(String spec) {
    return new CataloguedFunction(Functions.function("f", spec), Optional.empty(), true);
  }

  private static boolean succeeded(Answer answer) {
    return result(answer).succeeded();
  }

  private static @Nullable Reason reason(Answer answer) {
    return result(answer).reason();
  }

  private static AttemptResult result(Answer answer) {
    return assertThat(answer).asInstanceOf(type(Answer.Ended.class)).actual().result();
  }

  private final class Listener implements AttemptListener {
    @Override
    public void printed(UUID invocation, int attempt, String text) {}

    @Override
    public void ends(UUID invocation, int attempt, String answer) {
      answers.append(answer);
    }
  }
}
