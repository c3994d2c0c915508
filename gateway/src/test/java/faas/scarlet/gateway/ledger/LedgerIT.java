package faas.scarlet.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.scarlet.gateway.testing.Functions;
import faas.scarlet.gateway.testing.Results;
import faas.scarlet.gateway.testing.TestLedger;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.outcome.InvocationState;
import faas.scarlet.model.outcome.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The ledger's states and transitions on a real PostgreSQL. */
class LedgerIT {
  @RegisterExtension static final TestLedger LEDGER = new TestLedger();

  private static final Duration LEASE = Duration.ofSeconds(30);

  private final Function function = Functions.function("f");
  private Intake intake;
  private Claims claims;
  private Settlements settlements;
  private Expiry expiry;
  private Queries queries;

  @BeforeEach
  void open() throws Exception {
    var transactions = LEDGER.transactions();
    intake = new Intake(transactions);
    claims = new Claims(transactions);
    settlements = new Settlements(transactions);
    expiry = new Expiry(transactions);
    queries = new Queries(transactions);
  }

  @Test
  void theSameUploadIsAddedOnce() {
    var first = intake.add(List.of(invocation("a", "1"), invocation("b", "1")));

    var second = intake.add(List.of(invocation("a", "1"), invocation("a", "2")));

    assertThat(first).hasSize(2);
    assertThat(second).extracting(n -> n.object().orElseThrow().upload()).containsExactly("2");
  }

  @Test
  void onlyWhatTheLedgerDoesNotHaveIsUnknown() {
    intake.add(List.of(invocation("a", "1")));

    var unknown = intake.unknown(function.uid(), List.of(upload("a", "1"), upload("a", "2")));

    assertThat(unknown).containsExactly(upload("a", "2"));
    assertThat(intake.unknown("another", List.of(upload("a", "1")))).hasSize(1);
  }

  @Test
  void valuesThatCannotBeKeptAreToldFromAnAbsentDatabase() {
    assertThatThrownBy(() -> intake.add(List.of(invocation("a\0", "1"))))
        .isInstanceOfSatisfying(LedgerException.class, e -> assertThat(e.refusesValues()).isTrue());
  }

  @Test
  void gatewaysTogetherNeverClaimMoreThanTheFunctionAllows() throws Exception {
    add(40);
    List<Callable<List<Claim>>> gateways = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String owner = "gateway-" + i;
      gateways.add(() -> claims.take(request(owner), 3, 10));
    }

    var claimed = new ArrayList<Claim>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var result : threads.invokeAll(gateways)) {
        claimed.addAll(result.get());
      }
    }

    assertThat(claimed).hasSize(10);
    assertThat(claimed).extracting(c -> c.lease().invocation()).doesNotHaveDuplicates();
    assertThat(LEDGER.number("SELECT count(*) FROM attempt WHERE state = 'Running'")).isEqualTo(10);
  }

  @Test
  void aSuccessIsTheEndAndMakesRoom() {
    add(2);
    var claim = claims.take(request("g"), 50, 1).getFirst();

    assertThat(settlements.settle(claim.lease(), Results.succeeded(), new Verdict.Succeeded()))
        .isTrue();

    var invocation = invocation(claim);
    assertThat(invocation.state()).isEqualTo(InvocationState.SUCCEEDED);
    assertThat(invocation.endedAt()).isNotNull();
    assertThat(queries.attempts(invocation.id()))
        .singleElement()
        .satisfies(a -> assertThat(a.outputs()).isEqualTo(Results.succeeded().outputs()))
        .satisfies(a -> assertThat(a.timings()).isEqualTo(Results.succeeded().timings()));
    assertThat(claims.take(request("g"), 50, 1)).hasSize(1);
  }

  @Test
  void whatIsTriedAgainWaitsForItsPause() throws Exception {
    add(1);
    var claim = claims.take(request("g"), 50, 1).getFirst();
    var again = new Verdict.Again(Reason.SCRIPT_FAILED, "exit 3", Duration.ofHours(1));
    settlements.settle(claim.lease(), Results.failed(Reason.SCRIPT_FAILED, 3, ""), again);

    assertThat(claims.due(List.of(function.uid()))).isEmpty();
    LEDGER.execute("UPDATE invocation SET not_before = now()");
    assertThat(claims.due(List.of(function.uid(), "another"))).containsExactly(function.uid());
    assertThat(claims.take(request("g"), 50, 1).getFirst().lease().attempt()).isEqualTo(2);
  }

  @Test
  void noRoomIsNoAttempt() {
    add(1);
    var claim = claims.take(request("g"), 50, 1).getFirst();

    assertThat(settlements.release(claim.lease(), "full", Duration.ZERO)).isTrue();

    assertThat(invocation(claim).attemptCount()).isZero();
    assertThat(invocation(claim).reason()).isEqualTo(Reason.THROTTLED);
    assertThat(queries.attempts(claim.lease().invocation())).isEmpty();
    assertThat(claims.take(request("g"), 50, 1).getFirst().lease().attempt()).isEqualTo(1);
  }

  @Test
  void anAttemptThatOutlivesItsGatewayIsAdoptedOnceAndGoesOn() throws Exception {
    add(1);
    var claim = claims.take(request("gone"), 50, 1).getFirst();
    LEDGER.execute("UPDATE invocation SET lease_until = now() - interval '1 s'");
    var overdue = expiry.overdue(LEASE).getFirst();

    var adopted = claims.adopt(overdue, "heir", LEASE);

    assertThat(adopted).get().extracting(c -> c.lease().attempt()).isEqualTo(1);
    assertThat(claims.adopt(overdue, "late", LEASE)).isEmpty();
    assertThat(expiry.overdue(LEASE)).isEmpty();
    assertThat(settlements.settle(claim.lease(), Results.succeeded(), new Verdict.Succeeded()))
        .as("its former owner is not heard")
        .isFalse();
    assertThat(
            settlements.settle(
                adopted.orElseThrow().lease(), Results.succeeded(), new Verdict.Succeeded()))
        .isTrue();
  }

  @Test
  void anExpiredLeaseIsTakenOverAndItsOwnerIsNotHeardAnyMore() throws Exception {
    add(1);
    var claim = claims.take(request("dead"), 50, 1).getFirst();
    assertThat(expiry.overdue(LEASE)).isEmpty();
    LEDGER.execute("UPDATE invocation SET lease_until = now() - interval '1 s'");
    var overdue = expiry.overdue(LEASE).getFirst();
    var lost = Results.failed(Reason.SUPERVISOR_LOST, 0, "");
    var again = new Verdict.Again(Reason.SUPERVISOR_LOST, "lost", Duration.ZERO);

    assertThat(settlements.takeOver(overdue, lost, again)).isTrue();

    assertThat(settlements.takeOver(overdue, lost, again)).isFalse();
    assertThat(settlements.settle(claim.lease(), Results.succeeded(), new Verdict.Succeeded()))
        .isFalse();
    assertThat(invocation(claim).state()).isEqualTo(InvocationState.PENDING);
    assertThat(queries.attempts(claim.lease().invocation()))
        .singleElement()
        .satisfies(a -> assertThat(a.reason()).isEqualTo(Reason.SUPERVISOR_LOST));
  }

  @Test
  void anOwnerThatRenewsIsNotTakenOver() throws Exception {
    add(1);
    var claim = claims.take(request("g"), 50, 1).getFirst();
    LEDGER.execute("UPDATE invocation SET lease_until = now() - interval '1 s'");
    var overdue = expiry.overdue(LEASE).getFirst();

    claims.renew("g", List.of(claim.lease().invocation()), LEASE);

    assertThat(
            settlements.takeOver(
                overdue,
                Results.failed(Reason.SUPERVISOR_LOST, 0, ""),
                new Verdict.Dead(Reason.SUPERVISOR_LOST, "lost")))
        .isFalse();
    assertThat(invocation(claim).state()).isEqualTo(InvocationState.RUNNING);
  }

  @Test
  void whatWaitsTooLongIsGivenUp() throws Exception {
    add(2);
    LEDGER.execute(
        "UPDATE invocation SET wanted_at = now() - interval '2 h' WHERE object_key = 'key-0'");

    var dead = expiry.giveUpOlderThan(Map.of(function.uid(), Duration.ofHours(1)));

    assertThat(dead).extracting(Expiry.GivenUp::key).containsExactly("key-0");
    assertThat(queries.counts().get(function.id()))
        .isEqualTo(Map.of(InvocationState.DEAD, 1L, InvocationState.PENDING, 1L));
    assertThat(queries.invocation(dead.getFirst().invocation()).orElseThrow().message())
        .contains("retry.maxAge");
  }

  @Test
  void clocksThatAreSetBackHoldNothingUp() throws Exception {
    add(2);
    var claim = claims.take(request("dead"), 1, 10).getFirst();
    LEDGER.execute(
        "UPDATE invocation SET lease_until = now() + interval '1 d' WHERE state = 'Running'");
    LEDGER.execute(
        "UPDATE invocation SET not_before = now() + interval '1 d' WHERE state = 'Pending'");

    expiry.hasten(Map.of(function.uid(), Duration.ofMinutes(10)));

    assertThat(claims.take(request("g"), 1, 10)).hasSize(1);
    assertThat(expiry.overdue(LEASE)).extracting(Overdue::lease).containsExactly(claim.lease());
  }

  @Test
  void pausesThatAreNotTooLongAreKept() throws Exception {
    add(1);
    LEDGER.execute("UPDATE invocation SET not_before = now() + interval '5 min'");

    expiry.hasten(Map.of(function.uid(), Duration.ofMinutes(10)));

    assertThat(claims.due(List.of(function.uid()))).isEmpty();
  }

  @Test
  void pagesGoFromTheNewestToTheOldest() {
    add(5);
    var seen = new ArrayList<UUID>();
    Optional<UUID> before = Optional.empty();
    do {
      var page =
          queries.invocations(
              new Selection(
                  Optional.of(function.id()), Optional.empty(), Optional.empty(), before, 2));
      page.forEach(invocation -> seen.add(invocation.id()));
      before = page.isEmpty() ? Optional.empty() : Optional.of(page.getLast().id());
    } while (before.isPresent());

    assertThat(seen).hasSize(5).doesNotHaveDuplicates();
    assertThat(seen.stream().map(UUID::toString).sorted().toList().reversed())
        .isEqualTo(seen.stream().map(UUID::toString).toList());
  }

  private void add(int count) {
    for (int i = 0; i < count; i++) {
      intake.add(List.of(invocation("key-" + i, "1")));
    }
  }

  private InvocationView invocation(Claim claim) {
    return queries.invocation(claim.lease().invocation()).orElseThrow();
  }

  private NewInvocation invocation(String key, String upload) {
    return NewInvocation.of(function, upload(key, upload), "{}", null);
  }

  private Claims.Request request(String owner) {
    return new Claims.Request(function.uid(), owner, LEASE, "local");
  }

  private static ObjectUpload upload(String key, String upload) {
    return new ObjectUpload("default", "bucket", key, upload);
  }
}
