package faas.scarlet.supervisor.run;

import static org.assertj.core.api.Assertions.assertThat;

import faas.scarlet.supervisor.attempt.Recipient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogTailTest {
  @Test
  void keepsTheLastOfManyPieces() {
    var tail = new LogTail(Recipient.NOBODY);
    for (int i = 0; i < 20_000; i++) {
      add(tail, "line %05d\n".formatted(i));
    }

    String text = tail.text();

    assertThat(text).hasSize(LogTail.SIZE).endsWith("line 19998\nline 19999\n");
  }

  @Test
  void keepsTheEndOfOneHugePiece() {
    var tail = new LogTail(Recipient.NOBODY);
    add(tail, "first");
    add(tail, "x".repeat(LogTail.SIZE * 3) + "end");

    assertThat(tail.text()).hasSize(LogTail.SIZE).endsWith("xxend").doesNotContain("first");
  }

  @Test
  void toleratesBytesThatAreNoText() {
    var tail = new LogTail(Recipient.NOBODY);
    tail.add(new byte[] {'a', 0, (byte) 0xff, 'b'}, 4);

    assertThat(tail.text()).isEqualTo("a\ufffd\ufffdb");
  }

  @Test
  void linesAreCutAtTheirEndsAndWhenTooLong() {
    List<String> lines = new ArrayList<>();
    var splitter =
        new LineSplitter("1", (id, line) -> lines.add(new String(line, StandardCharsets.UTF_8)));
    for (String piece : List.of("a\nb", "c\n\n", "d".repeat(40_000))) {
      byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
      splitter.add(bytes, bytes.length);
    }
    splitter.end();

    assertThat(lines).startsWith("a", "bc", "");
    assertThat(lines.subList(3, lines.size())).hasSize(3).allMatch(line -> line.length() <= 16_384);
    assertThat(String.join("", lines)).hasSize(3 + 40_000);
  }

  private static void add(LogTail tail, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    tail.add(bytes, bytes.length);
  }
}
