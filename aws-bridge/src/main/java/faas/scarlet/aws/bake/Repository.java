package faas.scarlet.aws.bake;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.api.RegistryAuthenticationFailedException;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryUnauthorizedException;
import com.google.cloud.tools.jib.blob.Blob;
import com.google.cloud.tools.jib.blob.Blobs;
import com.google.cloud.tools.jib.event.EventHandlers;
import com.google.cloud.tools.jib.http.FailoverHttpClient;
import com.google.cloud.tools.jib.http.ResponseException;
import com.google.cloud.tools.jib.image.json.BuildableManifestTemplate;
import com.google.cloud.tools.jib.image.json.ManifestListTemplate;
import com.google.cloud.tools.jib.image.json.ManifestTemplate;
import com.google.cloud.tools.jib.registry.ManifestAndDigest;
import com.google.cloud.tools.jib.registry.RegistryClient;
import faas.scarlet.aws.AwsCause;
import faas.scarlet.aws.AwsFault;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** A repository of a registry, logged in to. */
final class Repository implements AutoCloseable {
  /** What token servers answer to a login that they do not take; 400 to an identity token. */
  private static final Set<Integer> REFUSALS = Set.of(400, 401, 403);

  private final Place place;
  private final FailoverHttpClient http;
  private final RegistryClient client;
  private final boolean isTarget;

  private Repository(
      Place place, FailoverHttpClient http, RegistryClient client, boolean isTarget) {
    this.place = place;
    this.http = http;
    this.client = client;
    this.isTarget = isTarget;
  }

  /** To read from. */
  static Repository source(Place place) {
    return open(place, RegistryClient::doPullBearerAuth, false);
  }

  /** To write to. */
  static Repository target(Place place) {
    return open(place, RegistryClient::doPushBearerAuth, true);
  }

  private static Repository open(Place place, BearerLogin bearer, boolean isTarget) {
    boolean plain = "http".equals(place.registry().getScheme());
    var http = new FailoverHttpClient(plain, plain, event -> {});
    var factory =
        RegistryClient.factory(EventHandlers.NONE, place.host(), place.repository(), http)
            .setUserAgent("scarlet");
    place
        .login()
        .ifPresent(login -> factory.setCredential(Credential.from(login.user(), login.password())));
    var repository = new Repository(place, http, factory.newRegistryClient(), isTarget);
    repository.asking(
        "logging in",
        () -> {
          if (!bearer.in(repository.client) && place.login().isPresent()) {
            repository.client.configureBasicAuth();
          }
          return "";
        });
    return repository;
  }

  /**
   * The image of this tag or digest; of an index, the one for Linux on this architecture.
   *
   * @param architecture as images name it: amd64, arm64
   */
  ManifestAndDigest<BuildableManifestTemplate> image(String qualifier, String architecture) {
    var found = asking("reading manifest " + qualifier, () -> client.pullManifest(qualifier));
    return switch (found.getManifest()) {
      case BuildableManifestTemplate image -> new ManifestAndDigest<>(image, found.getDigest());
      case ManifestListTemplate index -> image(platform(index, qualifier, architecture), "none");
      default ->
          throw unusable(
              qualifier
                  + " has a manifest of a kind that is not made any more; push it again with a current builder");
    };
  }

  private String platform(ManifestListTemplate index, String qualifier, String architecture) {
    return index.getDigestsForPlatform(architecture, "linux").stream()
        .findFirst()
        .orElseThrow(
            () ->
                unusable(
                    "%s is not there for linux/%s; give lambda.architecture another value, or another image"
                        .formatted(qualifier, architecture)));
  }

  private AwsFault unusable(String what) {
    return new AwsFault(AwsCause.IMAGE_UNUSABLE, "image " + place + ": " + what);
  }

  /** Digest of what this tag names, if anything. */
  Optional<DescriptorDigest> find(String tag) {
    return asking("looking for tag " + tag, () -> client.checkManifest(tag))
        .map(ManifestAndDigest::getDigest);
  }

  /** A blob, read whenever it is written to somewhere. */
  Blob blob(DescriptorDigest digest) {
    return client.pullBlob(digest, size -> {}, bytes -> {});
  }

  /** A small blob. */
  byte[] read(DescriptorDigest digest) {
    return asking("reading " + digest, () -> Blobs.writeToByteArray(blob(digest)));
  }

  /** Puts a blob there unless it is there. */
  void put(DescriptorDigest digest, Blob blob) {
    asking(
        "pushing " + digest,
        () ->
            client.checkBlob(digest).isPresent()
                || client.pushBlob(digest, blob, null, bytes -> {}));
  }

  /** Puts a manifest there under this tag, and returns its digest. */
  DescriptorDigest put(ManifestTemplate manifest, String tag) {
    return asking("pushing tag " + tag, () -> client.pushManifest(manifest, tag));
  }

  private <T> T asking(String what, Request<T> request) {
    String sentence = "registry %s, %s: ".formatted(place, what);
    try {
      return request.answer();
    } catch (RegistryUnauthorizedException e) {
      throw unauthorized(sentence, e);
    } catch (RegistryAuthenticationFailedException e) {
      throw isRefusal(e)
          ? unauthorized(sentence, e)
          : new AwsFault(
              AwsCause.REGISTRY_UNAVAILABLE, sentence + e.getMessage() + "; it is tried again", e);
    } catch (RegistryException e) {
      throw new AwsFault(
          isTarget ? AwsCause.REGISTRY_REFUSED : AwsCause.IMAGE_UNUSABLE,
          sentence + e.getMessage(),
          e);
    } catch (IOException e) {
      throw new AwsFault(AwsCause.REGISTRY_UNAVAILABLE, sentence + e + "; it is tried again", e);
    }
  }

  private AwsFault unauthorized(String sentence, RegistryException e) {
    return new AwsFault(
        isTarget ? AwsCause.REGISTRY_REFUSED : AwsCause.IMAGE_UNAUTHORIZED,
        sentence + place.remedy(),
        e);
  }

  /** Whether the registry's token server has answered, and does not take the login. */
  private static boolean isRefusal(RegistryAuthenticationFailedException e) {
    return e.getCause() instanceof ResponseException answer
        && REFUSALS.contains(answer.getStatusCode());
  }

  @Override
  public void close() {
    try {
      http.shutDown();
    } catch (IOException e) {
      throw new AwsFault(AwsCause.REGISTRY_UNAVAILABLE, "closing the way to " + place, e);
    }
  }

  private interface BearerLogin {
    boolean in(RegistryClient client) throws IOException, RegistryException;
  }

  private interface Request<T> {
    T answer() throws IOException, RegistryException;
  }
}
