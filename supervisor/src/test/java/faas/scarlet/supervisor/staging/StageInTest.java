package faas.scarlet.supervisor.staging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StageInTest {
  @ParameterizedTest
  @CsvSource({
    "a/b/c.png, c.png",
    "ein Bild.png, ein Bild.png",
    "a/..%2f, ..%2f",
    "a/.., input",
    "../../etc/passwd, passwd",
    "., input",
    "a/, input",
  })
  void theLastPartOfAKeyNamesTheFile(String key, String name) {
    assertThat(StageIn.fileName(key)).isEqualTo(name);
  }
}
