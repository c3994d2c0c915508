package faas.scarlet.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotedTest {
  @Test
  void plainWordsStayAsTheyAre() {
    assertThat(Quoted.of("in/a+b,ü.png")).isEqualTo("in/a+b,ü.png");
  }

  @Test
  void nothingBreaksTheLine() {
    assertThat(Quoted.of("a b\nstate=Succeeded")).isEqualTo("\"a b\\nstate=Succeeded\"");
    assertThat(Quoted.of("")).isEqualTo("\"\"");
  }
}
