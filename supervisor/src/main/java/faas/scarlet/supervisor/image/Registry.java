package faas.scarlet.supervisor.image;

import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.fault.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Reads images from registries (OCI distribution specification 1.1). */
final class Registry {
  private static final int ATTEMPTS = 3;
  private static final long FIRST_PAUSE_MILLIS = 300;
  private static final Map<String, String> MANIFEST_TYPES =
      Map.of("Accept", String.join(", ", ImageManifest.MEDIA_TYPES));

  private final Mirrors mirrors;
  private final Http http;
  private final Logins logins;
  private final TokenServer tokenServer;

  /** Values of the header Authorization; a token is for one repository. */
  private final Map<URI, String> authorizations = new ConcurrentHashMap<>();

  Registry(CacheSettings settings) {
    this.mirrors = settings.mirrors();
    this.http = new Http(new Trust(settings.caFile()), settings.proxies());
    this.logins = new Logins(settings.authFiles());
    this.tokenServer = new TokenServer(http);
  }

  /** A manifest of at most {@code limit} bytes. */
  byte[] manifest(Reference image, String selector, int limit) throws Fault {
    try (var answer = open("GET", image, "/manifests/" + selector, MANIFEST_TYPES, ATTEMPTS);
        var in = answer.body()) {
      byte[] content = in.readNBytes(limit + 1);
      if (content.length > limit) {
        throw ImageManifest.tooLong("image " + image, limit);
      }
      return content;
    } catch (IOException e) {
      throw unavailable(image, e);
    }
  }

  /** What a tag stands for now, asked once; empty where the registry does not say it by itself. */
  Optional<Digest> digest(Reference image) throws Fault {
    try (var answer = open("HEAD", image, "/manifests/" + image.tag(), MANIFEST_TYPES, 1)) {
      return answer.headers("Docker-Content-Digest").stream()
          .filter(text -> text.matches("sha256:[0-9a-f]{64}"))
          .map(Digest::parse)
          .findFirst();
    }
  }

  /** The parts of an image. */
  ImageSource source(Reference image) {
    return new ImageSource() {
      @Override
      public InputStream open(Descriptor part, long offset) throws Fault {
        return Registry.this.open(image, part, offset);
      }

      @Override
      public Fault unavailable(IOException e) {
        return Registry.this.unavailable(image, e);
      }
    };
  }

  private InputStream open(Reference image, Descriptor part, long offset) throws Fault {
    Map<String, String> range = offset == 0 ? Map.of() : Map.of("Range", "bytes=" + offset + "-");
    var answer = open("GET", image, "/blobs/" + part.digest(), range, ATTEMPTS);
    try {
      var in = answer.body();
      if (offset > 0 && answer.status() != 206) {
        in.skipNBytes(offset);
      }
      return in;
    } catch (IOException e) {
      answer.close();
      throw unavailable(image, e);
    }
  }

  private Http.Answer open(
      String method, Reference image, String path, Map<String, String> headers, int attempts)
      throws Fault {
    var repository = mirrors.repository(image);
    var uri = URI.create(repository + path);
    IOException last = new IOException("not asked");
    for (int attempt = 0; attempt < attempts; attempt++) {
      if (attempt > 0) {
        pause(image, FIRST_PAUSE_MILLIS << (2 * (attempt - 1)));
      }
      try {
        var answer = authorized(method, repository, uri, image, headers);
        if (answer.status() < 500 && answer.status() != 429) {
          return accepted(image, answer);
        }
        answer.close();
        last = new IOException(uri.getAuthority() + " answers " + answer.status());
      } catch (IOException e) {
        last = e;
      }
    }
    throw unavailable(image, last);
  }

  /** A token that has expired gives 401 as well: whatever was sent, another one is tried, once. */
  private Http.Answer authorized(
      String method, URI repository, URI uri, Reference image, Map<String, String> headers)
      throws IOException, Fault {
    var answer = http.send(method, uri, with(headers, authorizations.get(repository)));
    var challenges = answer.headers("WWW-Authenticate");
    if (answer.status() != 401 || challenges.isEmpty()) {
      return answer;
    }
    var login = logins.find(repository.getAuthority(), image.repository());
    var authorization =
        tokenServer.authorization(challenges, repository, image.repository(), login);
    if (authorization.isEmpty()) {
      return answer;
    }
    answer.close();
    authorizations.put(repository, authorization.get());
    return http.send(method, uri, with(headers, authorization.get()));
  }

  private static Map<String, String> with(
      Map<String, String> headers, @Nullable String authorization) {
    var all = new HashMap<>(headers);
    if (authorization != null) {
      all.put("Authorization", authorization);
    }
    return all;
  }

  private Http.Answer accepted(Reference image, Http.Answer answer) throws Fault {
    int status = answer.status();
    if (status == 200 || status == 206) {
      return answer;
    }
    answer.close();
    String host = answer.uri().getAuthority();
    throw switch (status) {
      case 401, 403 -> unauthorized(image, status);
      case 404 ->
          new Fault(
              Reason.IMAGE_NOT_FOUND,
              "%s does not know image %s; check its name and tag".formatted(host, image));
      default ->
          new Fault(
              Reason.REGISTRY_UNAVAILABLE,
              "%s answers %d for image %s".formatted(host, status, image));
    };
  }

  private Fault unauthorized(Reference image, int status) throws Fault {
    String host = mirrors.repository(image).getAuthority();
    boolean hadLogin = logins.find(host, image.repository()).isPresent();
    return new Fault(
        Reason.IMAGE_UNAUTHORIZED,
        "%s refuses image %s (%d): it is private, or there is none of this name; check the name; %s"
            .formatted(host, image, status, logins.remedy(host, hadLogin)));
  }

  private Fault unavailable(Reference image, IOException e) {
    if (e.getCause() instanceof Fault fault) {
      return fault;
    }
    return new Fault(
        Reason.REGISTRY_UNAVAILABLE,
        "image %s: %s cannot be read (%s: %s); where it cannot be reached, name a mirror with %s=%s=https://…"
            .formatted(
                image,
                mirrors.repository(image).getAuthority(),
                e.getClass().getSimpleName(),
                e.getMessage(),
                Mirrors.SETTING,
                image.registry()),
        e);
  }

  private static void pause(Reference image, long millis) throws Fault {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Fault(Reason.SUPERVISOR_LOST, "stopped while pulling " + image, e);
    }
  }
}
