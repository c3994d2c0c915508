package faas.scarlet.gateway.dispatch.target;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at a Job while it reads what its pod says. */
final class JobWatch implements AutoCloseable {
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final Jobs jobs;
  private final String namespace;
  private final String name;
  private final JobLog log;
  private @Nullable LogWatch connection;
  private @Nullable Thread reader;

  JobWatch(Jobs jobs, String namespace, String name, JobLog log) {
    this.jobs = jobs;
    this.namespace = namespace;
    this.name = name;
    this.log = log;
  }

  /**
   * Waits for the attempt's end.
   *
   * @return absent where its result came; else what became of the Job
   */
  Optional<String> await(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!log.awaitResult(LOOK)) {
      var lost = look();
      if (lost.isPresent()) {
        return lost;
      }
      if (System.nanoTime() > end) {
        jobs.delete(namespace, name);
        return Optional.of("did not end in time, and was removed");
      }
    }
    return Optional.empty();
  }

  private Optional<String> look() throws InterruptedException {
    try {
      return switch (jobs.state(namespace, name)) {
        case Jobs.State.Gone() -> Optional.of("was removed before it ended");
        case Jobs.State.Waiting() -> Optional.empty();
        case Jobs.State.Running(var pod) -> {
          read(pod);
          yield Optional.empty();
        }
        case Jobs.State.Finished(var pod, var how) ->
            saysMore(pod)
                ? Optional.empty()
                : Optional.of(how + ", and did not say how the attempt ended");
      };
    } catch (KubernetesClientException e) {
      // An API server that is away comes back, and the Job goes on without it.
      return Optional.empty();
    }
  }

  /** What was printed is passed on while it is; a connection that broke is made again. */
  private void read(String pod) {
    if (reader == null || !reader.isAlive()) {
      disconnect();
      var made = jobs.follow(namespace, pod);
      connection = made;
      reader = Thread.ofVirtual().name("log " + pod).start(() -> log.read(made.getOutput()));
    }
  }

  private boolean saysMore(Optional<String> pod) throws InterruptedException {
    if (reader != null && reader.isAlive() && log.awaitResult(LAST_WORDS)) {
      return true;
    }
    pod.ifPresent(found -> log.last(jobs.tail(namespace, found)));
    return log.awaitResult(Duration.ZERO);
  }

  private void disconnect() {
    if (connection != null) {
      connection.close();
    }
  }

  @Override
  public void close() {
    disconnect();
  }
}
