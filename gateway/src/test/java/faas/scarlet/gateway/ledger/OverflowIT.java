package faas.scarlet.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import faas.scarlet.gateway.testing.Functions;
import faas.scarlet.gateway.testing.Results;
import faas.scarlet.gateway.testing.TestLedger;
import faas.scarlet.model.burst.BurstPolicy;
import faas.scarlet.model.function.Function;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What overflows to a second target, and what does not, on a real PostgreSQL. */
class OverflowIT {
  @RegisterExtension static final TestLedger LEDGER = new TestLedger();

  private static final int ANY = 1_000;

  private final Function function = Functions.function("f");
  private final BurstPolicy policy =
      new BurstPolicy(Duration.ofSeconds(30), OptionalInt.of(8), 6, OptionalInt.of(10));
  private Intake intake;
  private Claims claims;
  private Overflow overflow;
  private Settlements settlements;
  private Queries queries;
  private final List<Claim> running = new ArrayList<>();
  private int added;

  @BeforeEach
  void open() throws Exception {
    var transactions = LEDGER.transactions();
    intake = new Intake(transactions);
    claims = new Claims(transactions);
    overflow = new Overflow(transactions);
    settlements = new Settlements(transactions);
    queries = new Queries(transactions);
  }

  @Test
  void aShortQueueThatHasNotWaitedStays() {
    add(7);

    assertThat(take(ANY)).isEmpty();
  }

  @Test
  void aLongQueueOverflowsAsFarAsThePolicyGoesAndTheAttemptSaysWhy() {
    add(10);
    assertThat(claims.take(cluster(), ANY, 2)).hasSize(2);

    var there = take(ANY);

    assertThat(there).hasSize(6);
    assertThat(queries.attempts(there.getFirst().lease().invocation()))
        .singleElement()
        .satisfies(a -> assertThat(a.target()).isEqualTo("lambda"))
        .satisfies(
            a -> assertThat(a.placedBecause()).isEqualTo("placement.burst.queueLength: 8 wait"));
    assertThat(claims.take(cluster(), ANY, 3))
        .as("lambda takes no place of the cluster")
        .hasSize(1);
  }

  @Test
  void oneThatHasWaitedOverflows() throws Exception {
    add(2);
    LEDGER.execute("UPDATE invocation SET not_before = now() - interval '31 s'");

    assertThat(take(ANY)).hasSize(2);
  }

  @Test
  void onceItOverflowsItGoesOnUntilNothingWaits() {
    add(8);
    assertThat(take(7)).hasSize(6);
    finish();
    add(1);
    assertThat(take(ANY)).as("3 wait").hasSize(3);

    overflow.calm(List.of(function.uid()));
    add(3);

    assertThat(take(ANY)).as("it has ended").isEmpty();
  }

  @Test
  void aDayHasItsLimitAndWhatFoundNoRoomDoesNotCount() throws Exception {
    add(30);
    var first = take(ANY);
    settlements.release(first.getFirst().lease(), "throttled", Duration.ZERO);
    finish();

    assertThat(take(ANY)).hasSize(5);
    finish();
    assertThat(take(ANY)).isEmpty();

    LEDGER.execute("UPDATE overflow SET day = day - 1");
    assertThat(take(ANY)).hasSize(6);
  }

  @Test
  void gatewaysTogetherKeepTheLimits() throws Exception {
    add(40);
    List<Callable<List<Claim>>> gateways = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      gateways.add(() -> overflow.take(lambda(), policy, 2));
    }

    int claimed = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var result : threads.invokeAll(gateways)) {
        claimed += result.get().size();
      }
    }

    assertThat(claimed).isEqualTo(6);
  }

  private void add(int count) {
    for (int i = 0; i < count; i++) {
      var upload = new ObjectUpload("default", "bucket", "key-" + added++, "1");
      intake.add(List.of(NewInvocation.of(function, upload, "{}", null)));
    }
  }

  private List<Claim> take(int most) {
    var taken = overflow.take(lambda(), policy, most);
    running.addAll(taken);
    return taken;
  }

  private void finish() {
    running.forEach(
        c -> settlements.settle(c.lease(), Results.succeeded(), new Verdict.Succeeded()));
    running.clear();
  }

  private Claims.Request cluster() {
    return new Claims.Request(function.uid(), "g", Duration.ofSeconds(30), "cluster");
  }

  private Claims.Request lambda() {
    return new Claims.Request(function.uid(), "g", Duration.ofSeconds(30), "lambda");
  }
}
