package faas.scarlet.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AttemptLogTest {
  @Test
  void aReaderGetsWhatIsNewToThem() {
    var log = new AttemptLog(1, "one\ntwo\n", 8, true);

    assertThat(log.after(0)).isEqualTo("one\ntwo\n");
    assertThat(log.after(4)).isEqualTo("two\n");
    assertThat(log.after(8)).isEmpty();
  }

  @Test
  void whatIsNotKeptIsCounted() {
    var log = new AttemptLog(1, "end", 1_003, false);

    assertThat(log.after(0)).isEqualTo("scarlet: … 1000 characters are not kept …\nend");
    assertThat(log.after(1_000)).isEqualTo("end");
  }
}
