package faas.scarlet.supervisor.image;

import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.fault.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Reads images from registries (OCI distribution specification 1.1; anonymous and token login). */
final class Registry {
  private static final int ATTEMPTS = 3;
  private static final long FIRST_PAUSE_MILLIS = 300;
  private static final String MANIFEST_TYPES = String.join(", ", ImageManifest.MEDIA_TYPES);

  private final Mirrors mirrors;
  private final Map<URI, String> tokens = new ConcurrentHashMap<>();

  Registry(Mirrors mirrors) {
    this.mirrors = mirrors;
  }

  /** A document of at most {@code limit} bytes, as a manifest or a config is. */
  byte[] manifest(Reference image, String selector, int limit) throws Fault {
    try (var in = open(image, "/manifests/" + selector, Map.of("Accept", MANIFEST_TYPES)).body()) {
      return bounded(image, in, limit);
    } catch (IOException e) {
      throw unavailable(image, e);
    }
  }

  /** A small blob as a whole, its digest verified. */
  byte[] document(Reference image, Descriptor blob, int limit) throws Fault {
    try (var in = blob(image, blob, bytes -> {})) {
      byte[] content = bounded(image, in, limit);
      in.verify();
      return content;
    } catch (IOException e) {
      throw unavailable(image, e);
    }
  }

  /** A blob as a stream that resumes where a connection broke, and can verify its digest. */
  BlobStream blob(Reference image, Descriptor blob, BlobStream.ByteCount count) throws Fault {
    return new BlobStream(blob, open(image, blob, 0), offset -> reopen(image, blob, offset), count);
  }

  private InputStream reopen(Reference image, Descriptor blob, long offset) throws IOException {
    try {
      return open(image, blob, offset);
    } catch (Fault e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private InputStream open(Reference image, Descriptor blob, long offset) throws Fault {
    Map<String, String> range = offset == 0 ? Map.of() : Map.of("Range", "bytes=" + offset + "-");
    var answer = open(image, "/blobs/" + blob.digest(), range);
    try {
      var body = answer.body();
      if (offset > 0 && answer.status() != 206) {
        body.skipNBytes(offset);
      }
      return body;
    } catch (IOException e) {
      throw unavailable(image, e);
    }
  }

  private HttpGet.Answer open(Reference image, String path, Map<String, String> headers)
      throws Fault {
    var repository = mirrors.repository(image);
    var uri = URI.create(repository + path);
    IOException last = new IOException("not asked");
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (attempt > 0) {
        pause(image, FIRST_PAUSE_MILLIS << (2 * (attempt - 1)));
      }
      try {
        var answer = authorized(repository, uri, image, headers);
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

  private HttpGet.Answer authorized(
      URI repository, URI uri, Reference image, Map<String, String> headers) throws IOException {
    var answer = HttpGet.send(uri, withToken(headers, tokens.get(repository)));
    String challenge = answer.header("WWW-Authenticate");
    if (answer.status() != 401 || challenge == null) {
      return answer;
    }
    var token = BearerToken.forChallenge(challenge, image.repository());
    if (token.isEmpty()) {
      return answer;
    }
    answer.close();
    tokens.put(repository, token.get());
    return HttpGet.send(uri, withToken(headers, token.get()));
  }

  private static Map<String, String> withToken(
      Map<String, String> headers, @Nullable String token) {
    var all = new HashMap<>(headers);
    if (token != null) {
      all.put("Authorization", "Bearer " + token);
    }
    return all;
  }

  private HttpGet.Answer accepted(Reference image, HttpGet.Answer answer) throws Fault {
    int status = answer.status();
    if (status == 200 || status == 206) {
      return answer;
    }
    answer.close();
    String host = answer.uri().getAuthority();
    throw switch (status) {
      case 401, 403 ->
          new Fault(
              Reason.IMAGE_UNAUTHORIZED,
              "%s refuses image %s (%d): it is private, or there is none of this name; check the name"
                  .formatted(host, image, status));
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

  Fault unavailable(Reference image, IOException e) {
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

  private static byte[] bounded(Reference image, InputStream in, int limit)
      throws IOException, Fault {
    byte[] content = in.readNBytes(limit + 1);
    if (content.length > limit) {
      throw new Fault(
          Reason.IMAGE_CORRUPT,
          "image %s: a manifest or config of more than %d bytes is no valid one"
              .formatted(image, limit));
    }
    return content;
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
