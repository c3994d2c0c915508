package faas.scarlet.operator.image;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryUnauthorizedException;
import com.google.cloud.tools.jib.event.EventHandlers;
import com.google.cloud.tools.jib.http.FailoverHttpClient;
import com.google.cloud.tools.jib.registry.RegistryClient;
import faas.scarlet.operator.render.Settings;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** Asks registries which digest a tag stands for now. */
@Singleton
public class ImageDigests {
  private static final Logger LOG = Logger.getLogger(ImageDigests.class);

  /** So long a registry that did not answer is not asked again, for any function. */
  private static final Duration REST = Duration.ofMinutes(1);

  /** What a function waits for a registry at most; the client below would try for a minute. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Registries registries;
  private final Clock clock;
  private final Map<String, Instant> resting = new ConcurrentHashMap<>();

  /** Through the installation's mirrors. */
  public ImageDigests(Settings settings, Clock clock) {
    this.registries = Registries.parse(settings.registryMirror());
    this.clock = clock;
  }

  /**
   * The digest, as in {@code sha256:…}; empty where the registry does not tell it. That is no
   * failure: the supervisor asks again, and says what is wrong with the image.
   *
   * @param logins files of Docker's {@code config.json} form
   */
  public Optional<String> digest(String image, List<String> logins) {
    try {
      var reference = ImageReference.parse(image);
      if (reference.getDigest().isPresent()) {
        return reference.getDigest();
      }
      var place = registries.of(reference.getRegistry(), reference.getRepository());
      if (clock.instant().isBefore(resting.getOrDefault(place.host(), Instant.MIN))) {
        return Optional.empty();
      }
      return askInTime(
          place,
          reference.getQualifier(),
          RegistryLogins.of(place.host(), place.repository(), logins));
    } catch (InvalidImageReferenceException e) {
      return Optional.empty();
    }
  }

  private Optional<String> askInTime(
      Registries.Place place, String tag, Optional<Credential> credential) {
    var answer = new FutureTask<>(() -> ask(place, tag, credential));
    var asking = Thread.ofVirtual().name("registry").start(answer);
    try {
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return rest(place, "no answer within %d s".formatted(PATIENCE.toSeconds()));
    } catch (ExecutionException e) {
      return rest(place, String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      asking.interrupt();
    }
  }

  private Optional<String> rest(Registries.Place place, String cause) {
    LOG.infof("event=registry-unreachable registry=%s cause=\"%s\"", place.host(), cause);
    resting.put(place.host(), clock.instant().plus(REST));
    return Optional.empty();
  }

  private static Optional<String> ask(
      Registries.Place place, String tag, Optional<Credential> credential) throws IOException {
    var http = new FailoverHttpClient(place.isPlainHttp(), place.isPlainHttp(), log -> {});
    try {
      var factory =
          RegistryClient.factory(EventHandlers.NONE, place.host(), place.repository(), http);
      credential.ifPresent(factory::setCredential);
      return digest(factory.newRegistryClient(), tag, credential.isPresent());
    } catch (RegistryException e) {
      LOG.debugf(e, "no digest registry=%s repository=%s", place.host(), place.repository());
      return Optional.empty();
    } finally {
      close(http);
    }
  }

  private static Optional<String> digest(RegistryClient client, String tag, boolean hasLogin)
      throws IOException, RegistryException {
    try {
      return check(client, tag);
    } catch (RegistryUnauthorizedException e) {
      if (!client.doPullBearerAuth() && hasLogin) {
        client.configureBasicAuth();
      }
      return check(client, tag);
    }
  }

  private static Optional<String> check(RegistryClient client, String tag)
      throws IOException, RegistryException {
    return client.checkManifest(tag).map(found -> found.getDigest().toString());
  }

  private static void close(FailoverHttpClient http) {
    try {
      http.shutDown();
    } catch (IOException e) {
      LOG.debug("a connection did not close", e);
    }
  }
}
