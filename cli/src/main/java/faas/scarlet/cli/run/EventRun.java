package faas.scarlet.cli.run;

import faas.scarlet.cli.UserError;
import faas.scarlet.model.event.Bytes;
import faas.scarlet.model.event.Delivery;
import faas.scarlet.model.event.Event;
import faas.scarlet.model.event.Events;
import faas.scarlet.model.event.InvalidEventException;
import faas.scarlet.model.function.Function;
import faas.scarlet.supervisor.Supervisor;
import faas.scarlet.supervisor.attempt.AlreadyRunningException;
import faas.scarlet.supervisor.attempt.Attempt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Carries out an event on real object stores, all of its records. */
public final class EventRun {
  private static final Path STANDARD_INPUT = Path.of("-");

  private EventRun() {}

  /** What an event's file asks for; {@code -} is standard input. */
  public static List<Event> read(Path file) throws IOException, UserError {
    byte[] content =
        file.equals(STANDARD_INPUT) ? System.in.readAllBytes() : Files.readAllBytes(file);
    try {
      var events = Events.read(Delivery.of(Bytes.of(content))).events();
      if (events.isEmpty()) {
        throw new UserError(
            file + " asks for nothing; give an event about an object that was created");
      }
      return events;
    } catch (InvalidEventException e) {
      throw new UserError(file + ": " + e.getMessage());
    }
  }

  /** Whether all succeeded; what was published is printed as STORE:BUCKET/KEY. */
  public static boolean run(Supervisor supervisor, Function function, List<Event> events)
      throws AlreadyRunningException {
    boolean good = true;
    for (Event event : events) {
      var deadline = Instant.now().plus(Jobs.LONGEST_PULL).plus(function.spec().timeLimit());
      String id = UUID.randomUUID().toString();
      var result = supervisor.handle(new Attempt(id, 1, function, event, deadline));
      result
          .outputs()
          .forEach(o -> System.out.println(o.objectStore() + ":" + o.bucket() + "/" + o.key()));
      System.err.println("scarlet: " + RunReport.inWords(result));
      good &= result.succeeded();
    }
    return good;
  }
}
