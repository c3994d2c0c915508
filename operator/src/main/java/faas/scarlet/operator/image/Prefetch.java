package faas.scarlet.operator.image;

import faas.scarlet.model.function.Function;
import faas.scarlet.operator.render.ClusterSettings;
import faas.scarlet.operator.render.PrefetchJob;
import faas.scarlet.operator.render.Settings;
import faas.scarlet.operator.status.FunctionConditions;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;

/**
 * Has images unpacked into shared caches before the first event. That is a help and no condition:
 * where it does not work, the first attempt unpacks its image itself.
 */
@Singleton
public class Prefetch {
  private final KubernetesClient client;
  private final Settings settings;
  private final ClusterSettings cluster;

  /** Jobs are made with this client. */
  public Prefetch(KubernetesClient client, Settings settings, ClusterSettings cluster) {
    this.client = client;
    this.settings = settings;
    this.cluster = cluster;
  }

  /**
   * Begins it, or says how far it is, as part of where images are kept.
   *
   * @param function its image by digest, or nothing is done
   * @param claim volume claim that is the cache
   */
  public void look(Function function, String claim, FunctionConditions conditions) {
    String place = "claim " + claim;
    String there = place + ", which has the image";
    if (!function.spec().image().contains("@")) {
      return;
    }
    if (conditions.formerImageCache().filter(there::equals).isPresent()) {
      conditions.imageCache(there);
      return;
    }
    try {
      switch (state(function, claim)) {
        case DONE -> conditions.imageCache(there);
        case RUNNING -> {
          conditions.imageCache(place + ", into which the image is being unpacked");
          conditions.lookAgainSoon();
        }
        case FAILED ->
            conditions.imageCache(
                "%s; unpacking the image ahead failed (see kubectl logs job/%s), so the first event has it unpacked"
                    .formatted(place, PrefetchJob.name(function, claim)));
      }
    } catch (KubernetesClientException e) {
      conditions.imageCache(
          "%s; no Job to unpack the image ahead can be made: %s"
              .formatted(
                  place, e.getStatus() == null ? e.getMessage() : e.getStatus().getMessage()));
    }
  }

  private enum State {
    RUNNING,
    DONE,
    FAILED
  }

  private State state(Function function, String claim) {
    var jobs = client.batch().v1().jobs().inNamespace(function.id().namespace());
    var job = jobs.withName(PrefetchJob.name(function, claim)).get();
    if (job == null) {
      create(PrefetchJob.render(function, claim, settings, cluster));
      return State.RUNNING;
    }
    var ended =
        Optional.ofNullable(job.getStatus()).map(JobStatus::getConditions).orElse(List.of());
    return is(ended, "Complete") ? State.DONE : is(ended, "Failed") ? State.FAILED : State.RUNNING;
  }

  private void create(Job job) {
    try {
      client.resource(job).create();
    } catch (KubernetesClientException e) {
      // Another function may want the same at the same time.
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
    }
  }

  private static boolean is(List<JobCondition> conditions, String type) {
    return conditions.stream()
        .anyMatch(it -> type.equals(it.getType()) && "True".equals(it.getStatus()));
  }
}
