package faas.scarlet.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.scarlet.gateway.testing.Functions;
import faas.scarlet.gateway.testing.TestLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many callers at once, as a store's notifications come. */
class GroupCommitIT {
  @RegisterExtension static final TestLedger LEDGER = new TestLedger();
  private static final int CALLERS = 400;

  private Intake ledger;

  @BeforeEach
  void open() throws Exception {
    ledger = new Intake(LEDGER.transactions());
  }

  @AfterEach
  void close() throws Exception {
    LEDGER.execute("DROP TRIGGER IF EXISTS full_disk ON invocation");
  }

  @Test
  void eachUploadIsAddedForExactlyOneOfItsCallers() throws Exception {
    List<Callable<List<NewInvocation>>> calls = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      String key = "key-" + i % (CALLERS / 4);
      calls.add(() -> ledger.add(List.of(invocation(key), invocation("all"))));
    }

    var added = all(calls);

    assertThat(added).hasSize(CALLERS / 4 + 1);
    assertThat(added).extracting(n -> n.object().orElseThrow().key()).doesNotHaveDuplicates();
    assertThat(LEDGER.number("SELECT count(*) FROM invocation")).isEqualTo(CALLERS / 4 + 1);
  }

  @Test
  void aRowThatCannotBeKeptHarmsNoOther() throws Exception {
    List<Callable<List<NewInvocation>>> calls = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      int number = i;
      calls.add(
          () -> {
            if (number % 10 != 0) {
              return ledger.add(List.of(invocation("key-" + number)));
            }
            assertThatThrownBy(() -> ledger.add(List.of(invocation("nul\0" + number))))
                .isInstanceOfSatisfying(
                    LedgerException.class, e -> assertThat(e.refusesValues()).isTrue());
            return List.of();
          });
    }

    assertThat(all(calls)).hasSize(CALLERS * 9 / 10);
  }

  @Test
  void aFullDiskIsToldAndNothingIsTakenForAdded() throws Exception {
    LEDGER.execute(
        """
        CREATE OR REPLACE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN RAISE EXCEPTION 'No space left on device' USING ERRCODE = '53100'; END $$
        """);
    LEDGER.execute(
        "CREATE TRIGGER full_disk BEFORE INSERT ON invocation EXECUTE FUNCTION full_disk()");

    assertThatThrownBy(() -> ledger.add(List.of(invocation("a"))))
        .hasMessageContaining("No space left on device")
        .isInstanceOfSatisfying(
            LedgerException.class, e -> assertThat(e.refusesValues()).isFalse());

    LEDGER.execute("DROP TRIGGER full_disk ON invocation");
    assertThat(ledger.add(List.of(invocation("a")))).hasSize(1);
  }

  private static NewInvocation invocation(String key) {
    return NewInvocation.of(
        Functions.function("f"), new ObjectUpload("default", "bucket", key, "1"), "{}", null);
  }

  private static List<NewInvocation> all(List<Callable<List<NewInvocation>>> calls)
      throws Exception {
    var added = new ArrayList<NewInvocation>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var result : threads.invokeAll(calls)) {
        added.addAll(result.get());
      }
    }
    return added;
  }
}
