package faas.scarlet.gateway.logs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LiveLogTest {
  private static final String EMOJI = "\ud83d\ude00";

  @Test
  void nothingNewIsNotToldAgain() {
    var log = new LiveLog(2);
    assertThat(log.news()).isEmpty();
    log.add("one\n");

    var news = log.news().orElseThrow();

    assertThat(news.attempt()).isEqualTo(2);
    assertThat(news.tail()).isEqualTo("one\n");
    assertThat(news.end()).isEqualTo(4);
    assertThat(log.news()).isEmpty();
    assertThat(log.wasTold()).isTrue();
  }

  @Test
  void ofALongLogTheEndIsKeptAndAllIsCounted() {
    var log = new LiveLog(1);
    for (int i = 0; i < 100_000; i++) {
      log.add("0123456789");
    }
    log.add("end");

    var news = log.news().orElseThrow();

    assertThat(news.tail()).hasSize(64 * 1024).endsWith("789end");
    assertThat(news.end()).isEqualTo(1_000_003);
  }

  @Test
  void noCharacterIsCutInHalf() {
    var log = new LiveLog(1);
    log.add(EMOJI.repeat(50_000) + "x");

    assertThat(log.news().orElseThrow().tail()).startsWith(EMOJI);
  }
}
