package faas.scarlet.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import faas.scarlet.gateway.testing.Gateways;
import faas.scarlet.gateway.testing.Results;
import faas.scarlet.gateway.testing.TestLedger;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.Manifest;
import faas.scarlet.model.outcome.InvocationState;
import faas.scarlet.model.outcome.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What users order about recorded invocations, on a real PostgreSQL. */
class OrdersIT {
  private static final Duration LEASE = Duration.ofSeconds(30);

  @RegisterExtension static final TestLedger LEDGER = new TestLedger();
  @TempDir Path folder;
  private Function function;
  private Transactions transactions;
  private Orders orders;
  private Queries queries;

  @BeforeEach
  void open() throws Exception {
    Gateways.function(folder, "copy", "");
    var manifest = folder.resolve("functions/copy.yaml");
    function = Manifest.read(Files.readString(manifest), "copy.yaml").getFirst();
    transactions = LEDGER.transactions();
    orders = new Orders(transactions);
    queries = new Queries(transactions);
  }

  @Test
  void aReplayBeginsAnewWithAllAttemptsAndKeepsTheHistory() {
    var id = dead("a.png");

    assertThat(orders.replay(id)).isTrue();

    assertThat(state(id)).isEqualTo(InvocationState.PENDING);
    var claim = claim();
    assertThat(claim.lease().attempt()).isEqualTo(2);
    assertThat(claim.tries()).isEqualTo(1);
    assertThat(queries.attempts(id)).hasSize(2);
  }

  @Test
  void aReplayedInvocationIsNotTooOld() throws Exception {
    var id = dead("a.png");
    LEDGER.execute("UPDATE invocation SET created_at = now() - interval '1 day'");

    orders.replay(id);

    var limits = Map.of(function.uid(), Duration.ofHours(6));
    assertThat(new Expiry(transactions).giveUpOlderThan(limits)).isEmpty();
  }

  @Test
  void onlyDeadOnesAreReplayed() {
    var id = pending("a.png");

    assertThat(orders.replay(id)).isFalse();

    assertThat(state(id)).isEqualTo(InvocationState.PENDING);
  }

  @Test
  void allDeadOnesOfAFunctionAreReplayed() throws Exception {
    dead("a.png");
    dead("b.png");
    var other = dead("c.png");
    LEDGER.execute("UPDATE invocation SET name = 'other' WHERE id = '" + other + "'");

    assertThat(orders.replayDead(function.id())).isEqualTo(2);

    assertThat(state(other)).isEqualTo(InvocationState.DEAD);
  }

  @Test
  void whatWaitsIsCancelledAndNeverClaimed() {
    var id = pending("a.png");

    assertThat(orders.cancel(id)).isTrue();

    assertThat(state(id)).isEqualTo(InvocationState.CANCELLED);
    assertThat(claims()).isEmpty();
    assertThat(orders.cancel(id)).isFalse();
  }

  @Test
  void whatRunsIsNotCancelled() {
    var id = pending("a.png");
    claim();

    assertThat(orders.cancel(id)).isFalse();

    assertThat(state(id)).isEqualTo(InvocationState.RUNNING);
  }

  @Test
  void aFailedInvocationThatNobodyWaitsForIsGivenUp() {
    var id = pending("a.png");
    assertThat(orders.giveUp(id)).as("not tried yet").isFalse();
    settle(claim(), new Verdict.Again(Reason.SCRIPT_FAILED, "exit code 3", Duration.ZERO));

    assertThat(orders.giveUp(id)).isTrue();

    var invocation = queries.invocation(id).orElseThrow();
    assertThat(invocation.state()).isEqualTo(InvocationState.DEAD);
    assertThat(invocation.reason()).isEqualTo(Reason.SCRIPT_FAILED);
  }

  private UUID dead(String key) {
    var id = pending(key);
    settle(claim(), new Verdict.Dead(Reason.SCRIPT_FAILED, "exit code 3"));
    return id;
  }

  private UUID pending(String key) {
    var upload = new ObjectUpload("default", "copy-in", key, "e1@1");
    var added =
        new Intake(transactions).add(List.of(NewInvocation.of(function, upload, "{}", null)));
    return added.getFirst().id();
  }

  private void settle(Claim claim, Verdict verdict) {
    var failed = Results.failed(Reason.SCRIPT_FAILED, 3, "no\n");
    assertThat(new Settlements(transactions).settle(claim.lease(), failed, verdict)).isTrue();
  }

  private Claim claim() {
    return claims().getFirst();
  }

  private List<Claim> claims() {
    var request = new Claims.Request(function.uid(), "me", LEASE, "local");
    return new Claims(transactions).take(request, 10, 10);
  }

  private InvocationState state(UUID id) {
    return queries.invocation(id).orElseThrow().state();
  }
}
