package faas.scarlet.aws.client;

import faas.scarlet.aws.AwsCause;
import faas.scarlet.aws.AwsFault;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Waits for what AWS says too early: a role that is made but not known everywhere, a change that is
 * under way.
 *
 * @param limit when it gives up
 */
public record Patience(Duration limit) {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  /** Calls until it succeeds, or fails with something that does not pass, or time is up. */
  public <T> T during(Predicate<SdkException> passing, Supplier<T> call) {
    long end = System.nanoTime() + limit.toNanos();
    for (var pause = FIRST_PAUSE; ; pause = longer(pause)) {
      try {
        return call.get();
      } catch (SdkException e) {
        if (!passing.test(e) || System.nanoTime() > end) {
          throw e;
        }
        rest(pause);
      }
    }
  }

  /**
   * Asks until there is something.
   *
   * @param what is waited for, as in "function x is not Active yet"
   * @throws AwsFault where there is nothing when time is up
   */
  public <T> T until(String what, Supplier<Optional<T>> question) {
    long end = System.nanoTime() + limit.toNanos();
    for (var pause = FIRST_PAUSE; ; pause = longer(pause)) {
      var answer = question.get();
      if (answer.isPresent()) {
        return answer.get();
      }
      if (System.nanoTime() > end) {
        throw new AwsFault(
            AwsCause.BUSY,
            "%s, after %d seconds; it is tried again".formatted(what, limit.toSeconds()));
      }
      rest(pause);
    }
  }

  private static Duration longer(Duration pause) {
    var doubled = pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }

  private static void rest(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AwsFault(AwsCause.BUSY, "stopped while waiting for AWS; nothing is lost", e);
    }
  }
}
