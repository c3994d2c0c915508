package faas.scarlet.gateway.dispatch.target;

import faas.scarlet.gateway.catalogue.CataloguedFunction;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.outcome.AttemptRequest;
import faas.scarlet.model.outcome.AttemptResult;
import faas.scarlet.model.outcome.Reason;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Attempts that last longer than the platform lets a request last: each is a Kubernetes Job, whose
 * log says what a supervisor would answer. A gateway only looks on, so another may go on with that.
 */
final class JobAttempts {
  /** The Job's own limit ends it first, where the cluster is well. */
  private static final Duration MARGIN = Duration.ofMinutes(5);

  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final int INVALID = 422;

  private final Jobs jobs;
  private final AttemptListener listener;

  JobAttempts(Jobs jobs, AttemptListener listener) {
    this.jobs = jobs;
    this.listener = listener;
  }

  /** Makes the attempt's Job where there is none yet, and waits for its end. */
  Answer attempt(CataloguedFunction catalogued, UUID invocation, int number, String event)
      throws InterruptedException {
    var function = catalogued.function();
    // The supervisor limits the script itself, from its start on.
    var deadline = Instant.now().plus(function.spec().timeLimit()).plus(JobTemplate.START);
    var asked = new AttemptRequest(number, event, deadline, null);
    if (!JobTemplate.holds(asked)) {
      return new Answer.Ended(tooLarge(event));
    }
    try {
      var service = jobs.service(function.id());
      if (service.isEmpty()) {
        return new Answer.NoRoom("the function has no service", PAUSE);
      }
      jobs.ensure(JobTemplate.render(service.get(), function, invocation, asked));
    } catch (KubernetesClientException e) {
      return notMade(e);
    }
    return follow(function, invocation, number);
  }

  private Answer follow(Function function, UUID invocation, int number)
      throws InterruptedException {
    String namespace = function.id().namespace();
    String name = JobTemplate.name(function.id(), invocation, number);
    var job = URI.create("job:" + namespace + "/" + name);
    var told = new Told(text -> listener.printed(invocation, number, text));
    try (var watch = new JobWatch(jobs, namespace, name, new JobLog(told))) {
      var lost = watch.await(JobTemplate.limit(function).plus(MARGIN));
      return lost.<Answer>map(how -> new Answer.Lost(job + " " + how))
          .orElseGet(() -> Answers.of(job, HttpURLConnection.HTTP_OK, told.result(), ""));
    } finally {
      listener.ends(invocation, number, told.answer());
    }
  }

  private static Answer notMade(KubernetesClientException e) {
    return e.getCode() == INVALID
        ? new Answer.Lost("the API server takes no such Job: " + e.getMessage())
        : new Answer.NoRoom("no Job could be made: " + e.getMessage(), PAUSE);
  }

  private static AttemptResult tooLarge(String event) {
    return AttemptResult.failed(
        Reason.INVALID_EVENT,
        "an attempt that runs as a Job takes an event of about 100 KiB, found %d characters; put the file into an input of the function"
            .formatted(event.length()));
  }
}
