package faas.scarlet.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import faas.scarlet.gateway.testing.Functions;
import faas.scarlet.gateway.testing.TestLedger;
import faas.scarlet.model.function.Function;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the ledger forgets, and what it must not forget. */
class RetentionIT {
  @RegisterExtension static final TestLedger LEDGER = new TestLedger();

  private final Function function = Functions.function("f");
  private Intake intake;
  private Retention retention;
  private KnownFunctions known;
  private RefusedEvents refused;

  @BeforeEach
  void open() throws Exception {
    var transactions = LEDGER.transactions();
    intake = new Intake(transactions);
    retention = new Retention(transactions);
    known = new KnownFunctions(transactions);
    refused = new RefusedEvents(transactions);
  }

  @Test
  void whatEndedLongAgoIsRemovedButItsUploadStaysSeen() throws Exception {
    add(3);
    end("key-0", "Succeeded", "2 d");
    end("key-1", "Dead", "2 h");

    assertThat(retention.removeOlderThan(Duration.ofDays(1))).isEqualTo(1);

    assertThat(retention.removeOlderThan(Duration.ofDays(1))).isZero();
    assertThat(count("invocation")).isEqualTo(2);
    assertThat(intake.add(List.of(invocation("key-0")))).isEmpty();
    assertThat(intake.unknown(function.uid(), List.of(upload("key-0")))).isEmpty();
  }

  @Test
  void theNewestAreKeptAndTheDeadDoNotCount() throws Exception {
    add(6);
    for (int i = 0; i < 4; i++) {
      end("key-" + i, i % 2 == 0 ? "Succeeded" : "Cancelled", (10 - i) + " h");
    }
    end("key-4", "Dead", "20 h");

    assertThat(retention.removeAllBut(3)).isEqualTo(1);

    assertThat(LEDGER.number("SELECT count(*) FROM invocation WHERE object_key = 'key-0'"))
        .isZero();
    assertThat(retention.removeAllBut(3)).isZero();
    assertThat(count("invocation")).isEqualTo(5);
  }

  @Test
  void batchesAreSmall() throws Exception {
    LEDGER.execute(
        """
        INSERT INTO invocation (id, function_uid, namespace, name, event, state, ended_at)
        SELECT gen_random_uuid(), 'f', 'n', 'f', '{}', 'Succeeded', now() - interval '2 d'
        FROM generate_series(1, 1500)
        """);

    assertThat(retention.removeOlderThan(Duration.ofDays(1))).isEqualTo(1000);
    assertThat(retention.removeOlderThan(Duration.ofDays(1))).isEqualTo(500);
  }

  @Test
  void whatWaitsForADeletedFunctionIsCancelledAndForgottenWithItsLastInvocation() throws Exception {
    add(2);
    end("key-0", "Succeeded", "2 d");
    assertThat(known.uids()).containsExactly(function.uid());

    assertThat(known.cancelPending(function.uid())).isEqualTo(1);

    assertThat(LEDGER.number("SELECT count(*) FROM invocation WHERE state = 'Cancelled'")).isOne();
    assertThat(known.forget(function.uid())).as("there are invocations yet").isZero();
    LEDGER.execute("DELETE FROM invocation");
    assertThat(known.forget(function.uid())).isEqualTo(2);
    assertThat(known.uids()).isEmpty();
  }

  @Test
  void refusedEventsAreKeptByAgeAndNumber() throws Exception {
    for (int i = 0; i < 4; i++) {
      refused.record("why " + i, 3, "x\0y");
    }
    LEDGER.execute(
        "UPDATE refused_event SET received_at = now() - interval '2 d' WHERE why = 'why 3'");

    retention.removeRefused(Duration.ofDays(1), 2);

    assertThat(refused.latest(10)).extracting(RefusedEvent::why).containsExactly("why 2", "why 1");
    assertThat(refused.latest(1).getFirst().beginning()).isEqualTo("x\ufffdy");
  }

  private void add(int count) {
    for (int i = 0; i < count; i++) {
      intake.add(List.of(invocation("key-" + i)));
    }
  }

  private NewInvocation invocation(String key) {
    return NewInvocation.of(function, upload(key), "{}", null);
  }

  private static ObjectUpload upload(String key) {
    return new ObjectUpload("default", "bucket", key, "1");
  }

  private static void end(String key, String state, String ago) throws Exception {
    LEDGER.execute(
        "UPDATE invocation SET state = '%s', ended_at = now() - interval '%s' WHERE object_key = '%s'"
            .formatted(state, ago, key));
  }

  private static long count(String table) throws Exception {
    return LEDGER.number("SELECT count(*) FROM " + table);
  }
}
