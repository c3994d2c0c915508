package faas.scarlet.model.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {
  // 2026-11-21 is a Saturday.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          * * * * *          | 2026-11-21T10:00:59Z | 2026-11-21T10:01:00Z
          0 3 * * *          | 2026-11-21T03:00:00Z | 2026-11-22T03:00:00Z
          */15 * * * *       | 2026-11-21T10:46:00Z | 2026-11-21T11:00:00Z
          5/20 * * * *       | 2026-11-21T10:06:00Z | 2026-11-21T10:25:00Z
          10-12,40 8-9 * * * | 2026-11-21T08:12:00Z | 2026-11-21T08:40:00Z
          0 0 1 * *          | 2026-11-21T00:00:00Z | 2026-12-01T00:00:00Z
          0 0 31 * *         | 2026-11-21T00:00:00Z | 2026-12-31T00:00:00Z
          0 0 29 2 *         | 2097-01-01T00:00:00Z | 2104-02-29T00:00:00Z
          0 0 * * 7          | 2026-11-21T00:00:00Z | 2026-11-22T00:00:00Z
          0 0 * * 0          | 2026-11-21T00:00:00Z | 2026-11-22T00:00:00Z
          0 0 * * 1-5        | 2026-11-21T00:00:00Z | 2026-11-23T00:00:00Z
          0 0 1 * 1          | 2026-11-21T00:00:00Z | 2026-11-23T00:00:00Z
          59 23 31 12 *      | 2026-12-31T23:59:00Z | 2027-12-31T23:59:00Z
          """)
  void theNextTimeIsAfterTheGivenOne(String expression, Instant after, Instant next) {
    assertThat(Cron.parse(expression).next(after)).isEqualTo(next);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *",
        "* * * * 8", "*/0 * * * *", "5-1 * * * *", "a * * * *", "1,,2 * * * *", "@daily",
            "-1 * * * *"
      })
  void whatIsNoExpressionIsRefusedWithAnExample(String expression) {
    assertThatThrownBy(() -> Cron.parse(expression))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected")
        .hasMessageContaining("found '");
  }

  @Test
  void aDayThatNeverComesIsRefused() {
    assertThatThrownBy(() -> Cron.parse("0 0 30 2 *"))
        .hasMessageContaining("expected a day that exists");
  }
}
