package faas.scarlet.supervisor.staging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
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

  @Test
  void aNameThatIsTooLongForAFileKeepsItsEnd() {
    String name = StageIn.fileName("in/" + "文".repeat(200) + ".png");

    assertThat(name).endsWith("文.png");
    assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(253, 255);
  }
}
