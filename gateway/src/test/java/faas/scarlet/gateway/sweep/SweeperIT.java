package faas.scarlet.gateway.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import faas.scarlet.aws.S3Addresses;
import faas.scarlet.gateway.catalogue.Catalogue;
import faas.scarlet.gateway.catalogue.CatalogueProblem;
import faas.scarlet.gateway.catalogue.CataloguedFunction;
import faas.scarlet.gateway.ingest.Admission;
import faas.scarlet.gateway.ingest.DirectFunctions;
import faas.scarlet.gateway.ledger.Announcements;
import faas.scarlet.gateway.ledger.Intake;
import faas.scarlet.gateway.ledger.NewInvocation;
import faas.scarlet.gateway.ledger.ObjectUpload;
import faas.scarlet.gateway.ledger.SweepCursors;
import faas.scarlet.gateway.ledger.Transactions;
import faas.scarlet.gateway.testing.Functions;
import faas.scarlet.gateway.testing.ListedStore;
import faas.scarlet.gateway.testing.OneStore;
import faas.scarlet.gateway.testing.TestLedger;
import faas.scarlet.model.function.Function;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sweeps of a store that behaves as the test wants, with a real ledger. */
class SweeperIT {
  @RegisterExtension static final TestLedger LEDGER = new TestLedger();

  private static final Instant NOW = Instant.parse("2001-02-03T04:05:06Z");

  private static final Duration LEASE = Duration.ofSeconds(30);

  private final ListedStore store = new ListedStore(NOW);
  private Transactions transactions;

  @BeforeEach
  void open() throws Exception {
    transactions = LEDGER.transactions();
  }

  @Test
  void allThatIsThereIsRecordedOnceHoweverOftenItIsSwept() throws Exception {
    store.put("in/", 2_500, NOW.minusSeconds(5));
    var sweeper = sweeper("existing: Process");

    sweep(sweeper, Duration.ZERO);
    sweep(sweeper, Duration.ZERO);

    assertThat(count()).isEqualTo(2_500);
    assertThat(store.asked()).containsExactly("", "");
  }

  @Test
  void aSweepThatTheStoreInterruptsGoesOnWhereItWas() throws Exception {
    store.put("in/", 5_000, NOW);
    store.failAfterPages(2);

    sweep(sweeper("existing: Process"), Duration.ofHours(1));

    assertThat(count()).isEqualTo(2_000);
    store.failAfterPages(Integer.MAX_VALUE);
    sweep(sweeper("existing: Process"), Duration.ofHours(1));
    assertThat(count()).isEqualTo(5_000);
    assertThat(store.asked()).containsExactly("", ListedStore.key("in/", 1_999));
  }

  @Test
  void whatWasSweptAShortTimeAgoByAnotherGatewayIsLeftAlone() throws Exception {
    store.put("in/", 10, NOW);
    sweep(sweeper("existing: Process"), Duration.ofHours(1));

    sweep(sweeper("existing: Process"), Duration.ofHours(1));

    assertThat(store.asked()).hasSize(1);
  }

  @Test
  void whatAnotherGatewaySweepsNowIsLeftAloneUntilItsLeaseEnds() throws Exception {
    store.put("in/", 10, NOW);
    var sweeper = sweeper("existing: Process");
    var place = sweeper.inputs().getFirst().place();
    var cursors = new SweepCursors(transactions);
    cursors.begin(place, NOW);
    assertThat(cursors.take(place, "another", Duration.ofMinutes(1), Duration.ZERO)).isPresent();

    sweep(sweeper, Duration.ZERO);
    assertThat(store.asked()).isEmpty();

    LEDGER.execute("UPDATE sweep SET lease_until = now() - interval '1 s'");
    sweep(sweeper, Duration.ZERO);
    assertThat(count()).isEqualTo(10);
    assertThat(cursors.advance(place, "another", Duration.ofMinutes(1), "x")).isFalse();
  }

  @Test
  void clocksThatAreSetBackDoNotStopSweeps() throws Exception {
    store.put("in/", 10, NOW);
    var sweeper = sweeper("existing: Process");
    sweep(sweeper, Duration.ofHours(1));
    LEDGER.execute(
        "UPDATE sweep SET swept_at = now() + interval '1 d', lease_until = now() + interval '1 d',"
            + " lease_owner = 'x'");

    sweep(sweeper, Duration.ofHours(1));

    assertThat(store.asked()).hasSize(2);
  }

  @Test
  void ignoredIsWhatIsOlderThanTheFunctionByTheStoresClock() throws Exception {
    store.put("old/", 3, NOW.minusSeconds(60));
    store.put("new/", 2, NOW.plusSeconds(1));
    var sweeper = sweeper("existing: Ignore");

    sweep(sweeper, Duration.ZERO);
    assertThat(count()).isEqualTo(2);

    store.put("later/", 1, NOW.plusSeconds(60));
    sweep(sweeper("existing: Ignore"), Duration.ZERO);
    assertThat(count()).isEqualTo(3);
    var old =
        new ObjectUpload(
            "default",
            "bucket",
            ListedStore.key("old/", 0),
            store.upload(ListedStore.key("old/", 0)));
    assertThat(new Intake(transactions).add(List.of(invocation(old))))
        .as("a late notification of an ignored object")
        .isEmpty();
  }

  @Test
  void whatIsWrittenBehindTheSweepIsFoundByTheNextOne() throws Exception {
    store.put("in/", 2_000, NOW);
    store.duringSecondPage(() -> store.put("before/", 5, NOW.plusSeconds(1)));
    var sweeper = sweeper("existing: Process");

    sweep(sweeper, Duration.ZERO);
    assertThat(count()).isEqualTo(2_000);
    sweep(sweeper, Duration.ZERO);

    assertThat(count()).isEqualTo(2_005);
  }

  private static void sweep(Sweeper sweeper, Duration freshness) {
    sweeper.inputs().forEach(input -> sweeper.sweep(input, freshness));
  }

  private static NewInvocation invocation(ObjectUpload upload) {
    return NewInvocation.of(function("existing: Ignore"), upload, "{}", null);
  }

  private static Function function(String more) {
    return Functions.function("f", "input: [{path: bucket}], " + more);
  }

  private Sweeper sweeper(String more) {
    Catalogue catalogue =
        new Catalogue() {
          @Override
          public List<CataloguedFunction> functions() {
            return List.of(new CataloguedFunction(function(more), Optional.empty(), false));
          }

          @Override
          public List<CatalogueProblem> problems() {
            return List.of();
          }

          @Override
          public void onChange(Runnable listener) {}
        };
    var intake = new Intake(transactions);
    var admission = new Admission(intake, new Announcements(transactions));
    return new Sweeper(
        LEASE,
        catalogue,
        new OneStore(store),
        new DirectFunctions(false, new S3Addresses(Optional.empty())),
        new SweepCursors(transactions),
        intake,
        admission);
  }

  private static long count() throws Exception {
    return LEDGER.number("SELECT count(*) FROM invocation");
  }
}
