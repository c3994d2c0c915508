package faas.scarlet.supervisor.entry;

import faas.scarlet.model.event.Bytes;
import faas.scarlet.model.event.Delivery;
import faas.scarlet.model.event.Event;
import faas.scarlet.model.event.Events;
import faas.scarlet.model.event.InvalidEventException;
import faas.scarlet.model.event.Received;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.outcome.AttemptResult;
import faas.scarlet.supervisor.Supervisor;
import faas.scarlet.supervisor.attempt.AlreadyRunningException;
import faas.scarlet.supervisor.attempt.Attempt;
import faas.scarlet.supervisor.attempt.Recipient;
import faas.scarlet.supervisor.run.ScriptLog;
import faas.scarlet.supervisor.staging.ObjectStores;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The one-shot entry: an event on standard input, the script's output on standard output. */
final class OneShot {
  private static final int LONGEST_EVENT = 64 << 20;

  private final Supervisor supervisor;
  private final Function function;
  private final PrintStream err;

  private OneShot(Supervisor supervisor, Function function, PrintStream err) {
    this.supervisor = supervisor;
    this.function = function;
    this.err = err;
  }

  /**
   * Carries out an attempt for every event.
   *
   * @param arguments a manifest's file, where neither SCARLET_FUNCTION_FILE nor FUNCTION_CONFIG
   *     gives the function
   * @return the process's exit code: 0 where all succeeded
   */
  static int run(
      Environment environment,
      List<String> arguments,
      InputStream in,
      PrintStream out,
      PrintStream err)
      throws IOException, InvalidSettingException {
    if (arguments.isEmpty() && DropIn.isMeant(environment)) {
      return dropIn(DropIn.of(environment), environment, in, out, err);
    }
    var settings = environment.settings(ScriptLog.plain(out));
    settings.stores().prepare();
    var function = function(environment, arguments);
    var received = received(in);
    var oneShot = new OneShot(Supervisor.open(settings), function, err);
    boolean succeeded = true;
    for (Event event : received.events()) {
      succeeded &= oneShot.handle(event, Recipient.NOBODY).succeeded();
    }
    return succeeded ? 0 : 1;
  }

  /** As OSCAR's supervisor: the answer is printed at the end, the script's lines are a log. */
  private static int dropIn(
      DropIn asked, Environment environment, InputStream in, PrintStream out, PrintStream err)
      throws IOException, InvalidSettingException {
    var received = received(in);
    var settings =
        environment.settings(
            ObjectStores.s3(asked.stores().access()), ScriptLog.plain(err), new LoggedProgress());
    settings.stores().prepare();
    var oneShot = new OneShot(Supervisor.open(settings), asked.function(), err);
    boolean succeeded = true;
    for (Event event : asked.events(received.events(), received.proxied())) {
      try (var keeper = Keeper.in(oneShot.supervisor.work())) {
        var result = oneShot.handle(event, keeper);
        DropInAnswer.write(event, result, keeper, out);
        succeeded &= result.succeeded();
      }
    }
    return succeeded ? 0 : 1;
  }

  private AttemptResult handle(Event event, Recipient recipient) {
    String id = UUID.randomUUID().toString();
    var deadline = Instant.now().plus(function.spec().timeLimit());
    try {
      var result = supervisor.handle(new Attempt(id, 1, function, event, deadline), recipient);
      err.println(line(id, function, result));
      return result;
    } catch (AlreadyRunningException e) {
      throw new IllegalStateException("a new id cannot be running", e);
    }
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
                    "name a manifest's file as argument, or set SCARLET_FUNCTION_FILE or FUNCTION_CONFIG"));
  }

  private static Received received(InputStream in) throws IOException, InvalidSettingException {
    byte[] body = in.readNBytes(LONGEST_EVENT + 1);
    if (body.length > LONGEST_EVENT) {
      throw new InvalidSettingException(
          "standard input: expected an event of at most %d bytes; put a larger file into an object store"
              .formatted(LONGEST_EVENT));
    }
    try {
      return Events.read(Delivery.of(Bytes.of(body)));
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
