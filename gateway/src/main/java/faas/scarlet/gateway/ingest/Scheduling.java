package faas.scarlet.gateway.ingest;

import faas.scarlet.gateway.Periodic;
import faas.scarlet.gateway.catalogue.Catalogue;
import faas.scarlet.gateway.ledger.NewInvocation;
import faas.scarlet.gateway.ledger.Schedules;
import faas.scarlet.model.Json;
import faas.scarlet.model.function.Cron;
import faas.scarlet.model.function.Function;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Records an invocation at each time of a function's schedule. Times that pass while no gateway
 * runs become one invocation, not one each.
 */
@Singleton
class Scheduling {
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Catalogue catalogue;
  private final Schedules schedules;
  private final Admission admission;
  private final Map<String, String> begun = new HashMap<>();
  private final Periodic looks = new Periodic("schedule", LOOK, this::look);

  Scheduling(Catalogue catalogue, Schedules schedules, Admission admission) {
    this.catalogue = catalogue;
    this.schedules = schedules;
    this.admission = admission;
  }

  void start(@Observes StartupEvent event) {
    looks.start();
  }

  void stop(@Observes ShutdownEvent event) {
    looks.close();
  }

  private void look() {
    var now = Instant.now();
    for (var catalogued : catalogue.functions()) {
      var function = catalogued.function();
      String expression = function.spec().schedule();
      if (expression != null) {
        look(function, expression, now);
      }
    }
  }

  private void look(Function function, String expression, Instant now) {
    var next = Cron.parse(expression).next(now);
    if (!expression.equals(begun.put(function.uid(), expression))) {
      schedules.begin(function.uid(), expression, next);
    }
    // Recorded before it counts as done: what is recorded twice, by another gateway or after a
    // crash, is the same occasion.
    var due = schedules.due(function.uid(), now);
    due.ifPresent(
        time -> {
          admission.admit(List.of(invocation(function, time)), "schedule");
          schedules.advance(function.uid(), time, next);
        });
  }

  /** A CloudEvent without data. */
  private static NewInvocation invocation(Function function, Instant time) {
    var event =
        Map.of(
            "specversion",
            "1.0",
            "id",
            function.uid() + "@" + time,
            "source",
            "/functions/" + function.id(),
            "type",
            "faas.scarlet.schedule",
            "time",
            time.toString());
    return NewInvocation.of(function, "schedule " + time, Json.write(event), time.toString());
  }
}
