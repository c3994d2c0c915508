package faas.scarlet.supervisor.entry;

import static java.nio.charset.StandardCharsets.UTF_8;

import faas.scarlet.model.outcome.AttemptNews;
import faas.scarlet.model.outcome.AttemptRequest;
import faas.scarlet.model.outcome.AttemptResult;
import faas.scarlet.supervisor.Supervisor;
import faas.scarlet.supervisor.attempt.AlreadyRunningException;
import faas.scarlet.supervisor.attempt.Recipient;
import java.io.IOException;
import java.io.PrintStream;

/**
 * One attempt for a gateway that is not connected, as in a Kubernetes Job: what it asks is in the
 * environment, and what it would be answered over HTTP is printed, line by line ({@link
 * AttemptNews}).
 */
final class OneAttempt {
  /** Id of the invocation. */
  static final String INVOCATION = "SCARLET_INVOCATION";

  /** An {@link AttemptRequest}, as JSON. */
  static final String REQUEST = "SCARLET_ATTEMPT_REQUEST";

  private OneAttempt() {}

  /**
   * Carries it out.
   *
   * @param out takes the lines, and nothing else
   * @return the process's exit code: 0 where it succeeded
   */
  static int run(Environment environment, PrintStream out)
      throws IOException, InvalidSettingException {
    var asked = asked(environment);
    var settings = environment.settings((_, _) -> {});
    settings.stores().prepare();
    var supervisor = Supervisor.open(settings);
    try {
      var result =
          asked.called() ? tellCaller(supervisor, asked, out) : tell(supervisor, asked, out);
      return result.succeeded() ? 0 : 1;
    } catch (AlreadyRunningException e) {
      throw new IllegalStateException("nothing else runs in this process", e);
    }
  }

  private static AttemptResult tell(Supervisor supervisor, Asked asked, PrintStream out)
      throws IOException, AlreadyRunningException {
    try (var stream = new AttemptStream(() -> out, Recipient.NOBODY)) {
      var result = supervisor.handle(asked.attempt(), stream);
      stream.end(result);
      return result;
    }
  }

  private static AttemptResult tellCaller(Supervisor supervisor, Asked asked, PrintStream out)
      throws IOException, AlreadyRunningException {
    try (var keeper = Keeper.in(supervisor.work());
        var stream = new AttemptStream(() -> out, keeper)) {
      var result = supervisor.handle(asked.attempt(), stream);
      stream.answer(
          new CallAnswer(asked.attempt().id(), true)
              .text(result, keeper, CallHandler.LONGEST_EVENT));
      stream.end(result);
      return result;
    }
  }

  private static Asked asked(Environment environment) throws InvalidSettingException {
    try {
      return Asked.read(
          required(environment, INVOCATION),
          required(environment, REQUEST).getBytes(UTF_8),
          environment.function());
    } catch (BadRequest e) {
      throw new InvalidSettingException(REQUEST + ": " + e.getMessage());
    }
  }

  private static String required(Environment environment, String variable)
      throws InvalidSettingException {
    return environment
        .text(variable)
        .orElseThrow(
            () -> new InvalidSettingException(variable + ": required by 'attempt', but not set"));
  }
}
