package faas.scarlet.supervisor.entry;

import faas.scarlet.model.event.Event;
import faas.scarlet.model.event.Events;
import faas.scarlet.model.event.InvalidEventException;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.outcome.AttemptResult;
import faas.scarlet.supervisor.Supervisor;
import faas.scarlet.supervisor.attempt.AlreadyRunningException;
import faas.scarlet.supervisor.attempt.Attempt;
import faas.scarlet.supervisor.run.ScriptLog;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The one-shot entry: an event on standard input, the script's output on standard output. */
final class OneShot {
  private OneShot() {}

  /**
   * Carries out an attempt for every event.
   *
   * @param arguments a manifest's file, where SCARLET_FUNCTION_FILE does not name the function
   * @return the process's exit code: 0 where all succeeded
   */
  static int run(
      Environment environment,
      List<String> arguments,
      InputStream in,
      PrintStream out,
      PrintStream err)
      throws IOException, InvalidSettingException {
    var function = function(environment, arguments);
    var supervisor = Supervisor.open(environment.settings(ScriptLog.plain(out)));
    boolean succeeded = true;
    for (Event event : events(new String(in.readAllBytes(), StandardCharsets.UTF_8))) {
      String id = UUID.randomUUID().toString();
      var deadline = Instant.now().plus(function.spec().timeLimit());
      try {
        var result = supervisor.handle(new Attempt(id, 1, function, event, deadline));
        err.println(line(id, function, result));
        succeeded &= result.succeeded();
      } catch (AlreadyRunningException e) {
        throw new IllegalStateException("a new id cannot be running", e);
      }
    }
    return succeeded ? 0 : 1;
  }

  private static Function function(Environment environment, List<String> arguments)
      throws InvalidSettingException {
    if (!arguments.isEmpty()) {
      return Environment.function("manifest", Path.of(arguments.getFirst()));
    }
    return environment
        .function()
        .orElseThrow(
            () ->
                new InvalidSettingException(
                    "name a manifest's file as argument, or set SCARLET_FUNCTION_FILE"));
  }

  private static List<Event> events(String body) throws InvalidSettingException {
    try {
      return Events.parse(body);
    } catch (InvalidEventException e) {
      throw new InvalidSettingException("standard input: " + e.getMessage());
    }
  }

  private static String line(String id, Function function, AttemptResult result) {
    return "event=result id=%s function=%s state=%s reason=%s exitCode=%s outputs=%d message=%s"
        .formatted(
            id,
            function.id(),
            result.state(),
            result.reason(),
            result.exitCode(),
            result.outputs().size(),
            result.message());
  }
}
