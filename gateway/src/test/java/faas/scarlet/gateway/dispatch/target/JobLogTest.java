package faas.scarlet.gateway.dispatch.target;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import faas.scarlet.gateway.testing.Results;
import faas.scarlet.model.Json;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JobLogTest {
  private static final String RESULT = Json.write(Results.succeeded());

  private final StringBuilder printed = new StringBuilder();
  private final Told told = new Told(printed::append);
  private final JobLog log = new JobLog(told);

  @Test
  void theSupervisorsOwnWordsAreNoResult() throws Exception {
    read("INFO: event=leftovers-removed", "{\"log\":\"one\\n\"}");

    assertThat(log.awaitResult(Duration.ZERO)).isFalse();
    assertThat(printed).hasToString("one\n");
  }

  @Test
  void whatIsReadAgainAfterABrokenConnectionIsToldOnce() throws Exception {
    read("{\"log\":\"one\\n\"}");

    read("{\"log\":\"one\\n\"}", "{\"log\":\"two\\n\"}", "{\"answer\":\"ok\"}", RESULT);

    assertThat(log.awaitResult(Duration.ZERO)).isTrue();
    assertThat(printed).hasToString("one\ntwo\n");
    assertThat(told.answer()).isEqualTo("ok");
    assertThat(told.result()).isEqualTo(RESULT);
  }

  @Test
  void theResultIsFoundInTheLastLines() throws Exception {
    log.last("{\"log\":\"lost on the way\"}\nINFO: event=attempt-ended\n" + RESULT);

    assertThat(log.awaitResult(Duration.ZERO)).isTrue();
    assertThat(printed).isEmpty();
  }

  private void read(String... lines) {
    log.read(new ByteArrayInputStream(String.join("\n", lines).getBytes(UTF_8)));
  }
}
