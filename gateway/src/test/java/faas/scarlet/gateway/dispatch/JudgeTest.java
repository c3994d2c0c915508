package faas.scarlet.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import faas.scarlet.gateway.ledger.Verdict;
import faas.scarlet.gateway.testing.Results;
import faas.scarlet.model.function.Retry;
import faas.scarlet.model.outcome.Reason;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class JudgeTest {
  private static final Retry RETRY = new Retry(3, "10s", "15s", "6h");

  private final Judge judge = new Judge(always(0.5));

  @Test
  void successIsTheEnd() {
    assertThat(judge.judge(RETRY, 1, Results.succeeded())).isEqualTo(new Verdict.Succeeded());
  }

  @Test
  void pausesGrowUpToTheLongest() {
    var failed = Results.failed(Reason.SCRIPT_FAILED, 1, "");

    assertThat(pause(judge.judge(RETRY, 1, failed))).isEqualTo(Duration.ofSeconds(10));
    assertThat(pause(judge.judge(RETRY, 2, failed))).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void pausesAreSpread() {
    assertThat(new Judge(always(0)).jittered(Duration.ofSeconds(10)))
        .isEqualTo(Duration.ofSeconds(8));
    assertThat(new Judge(always(1)).jittered(Duration.ofSeconds(10)))
        .isEqualTo(Duration.ofSeconds(12));
  }

  @Test
  void theLastAttemptIsTheEnd() {
    var verdict = judge.judge(RETRY, 3, Results.failed(Reason.TIMED_OUT, 143, ""));

    assertThat(verdict).isInstanceOf(Verdict.Dead.class);
  }

  @Test
  void whatARetryCannotCureIsTheEnd() {
    var verdict = judge.judge(RETRY, 1, Results.failed(Reason.IMAGE_NOT_FOUND, 1, ""));

    assertThat(verdict)
        .isEqualTo(new Verdict.Dead(Reason.IMAGE_NOT_FOUND, "the script ended with exit code 1"));
  }

  @Test
  void aLostAttemptIsTriedAgain() {
    assertThat(judge.judge(RETRY, 1, Judge.lost("gone"))).isInstanceOf(Verdict.Again.class);
  }

  private static Duration pause(Verdict verdict) {
    return ((Verdict.Again) verdict).pause();
  }

  private static RandomGenerator always(double value) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        return 0;
      }

      @Override
      public double nextDouble() {
        return value;
      }
    };
  }
}
