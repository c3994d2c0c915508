package faas.scarlet.operator.event;

import faas.scarlet.crd.FunctionStatus;
import faas.scarlet.crd.ScarFunction;
import faas.scarlet.operator.render.Hash;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.api.model.events.v1.EventSeries;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Tells users, by Events of events.k8s.io/v1, what happened to a function. The same news again is
 * counted, and makes no other Event.
 */
@Singleton
public class FunctionEvents {
  private static final Logger LOG = Logger.getLogger(FunctionEvents.class);
  private static final String CONTROLLER = "scarlet.faas/operator";
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final int HASH_CHARACTERS = 16;
  private static final int MOST_NAME_CHARACTERS = 128;

  private final KubernetesClient client;
  private final Clock clock;

  /** Times in events come from this clock. */
  public FunctionEvents(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /** Tells what is new in a function's status; that it cannot be told stops nothing. */
  public void tell(ScarFunction function, FunctionStatus status) {
    for (Condition news : News.of(function.getStatus(), status)) {
      var event = event(function, news);
      try {
        write(event);
      } catch (KubernetesClientException e) {
        LOG.warnf(
            "event=event-not-written function=%s reason=%s cause=\"%s\"",
            function.function().id(), news.getReason(), e.getMessage());
      }
    }
  }

  private void write(Event event) {
    var events = client.events().v1().events().inNamespace(event.getMetadata().getNamespace());
    try {
      events.resource(event).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
      events.withName(event.getMetadata().getName()).edit(this::countedAgain);
    }
  }

  private Event countedAgain(Event former) {
    int before = Optional.ofNullable(former.getSeries()).map(EventSeries::getCount).orElse(1);
    return new EventBuilder(former)
        .withNewSeries()
        .withCount(before + 1)
        .withLastObservedTime(now())
        .endSeries()
        .build();
  }

  private Event event(ScarFunction function, Condition news) {
    boolean isGood = news.getStatus().equals("True");
    var metadata = function.getMetadata();
    String hash =
        Hash.of(List.of(metadata.getUid(), news.getType(), news.getReason(), news.getMessage()));
    return new EventBuilder()
        .withNewMetadata()
        .withName(metadata.getName() + "." + hash.substring(0, HASH_CHARACTERS))
        .withNamespace(metadata.getNamespace())
        .endMetadata()
        .withEventTime(now())
        .withType(isGood ? "Normal" : "Warning")
        .withReason(news.getReason())
        .withAction("Reconcile")
        .withNote(
            isGood
                ? "the function " + news.getMessage()
                : news.getType() + ": " + news.getMessage())
        .withReportingController(CONTROLLER)
        .withReportingInstance(instance())
        .withRegarding(
            new ObjectReferenceBuilder()
                .withApiVersion(function.getApiVersion())
                .withKind(function.getKind())
                .withName(metadata.getName())
                .withNamespace(metadata.getNamespace())
                .withUid(metadata.getUid())
                .build())
        .build();
  }

  private MicroTime now() {
    return new MicroTime(MICROS.format(clock.instant()));
  }

  /** The pod's name, where it runs in one. */
  private static String instance() {
    String host = System.getenv().getOrDefault("HOSTNAME", "operator");
    return host.substring(0, Math.min(host.length(), MOST_NAME_CHARACTERS));
  }
}
