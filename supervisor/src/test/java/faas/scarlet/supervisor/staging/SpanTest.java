package faas.scarlet.supervisor.staging;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SpanTest {
  private static final long LARGEST_OBJECT = 5L << 40;

  @Property(tries = 100)
  void spansCoverTheFileAndAreNotTooMany(
      @ForAll @LongRange(min = 1, max = LARGEST_OBJECT) long size) {
    var spans = Span.cut(size);

    assertThat(spans.size()).isBetween(1, 10_000);
    assertThat(spans.getFirst().start()).isZero();
    assertThat(spans.getLast().end()).isEqualTo(size);
    for (int i = 1; i < spans.size(); i++) {
      assertThat(spans.get(i).start()).isEqualTo(spans.get(i - 1).end());
      assertThat(spans.get(i).number()).isEqualTo(i + 1);
      assertThat(spans.get(i - 1).length()).isGreaterThanOrEqualTo(16 << 20);
    }
  }

  @Test
  void nothingIsCutIntoNothing() {
    assertThat(Span.cut(0)).isEmpty();
  }
}
