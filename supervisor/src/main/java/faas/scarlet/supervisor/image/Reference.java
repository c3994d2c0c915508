package faas.scarlet.supervisor.image;

import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.fault.Fault;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names an image: {@code [registry/]repository[:tag][@digest]}, with Docker's defaults (docker.io,
 * {@code library/}, {@code latest}). Where both are given the digest decides.
 *
 * @param registry host, with a port where it is not the standard one
 */
public record Reference(String registry, String repository, String tag, Optional<Digest> digest) {
  static final String DOCKER_HUB = "docker.io";
  private static final String DEFAULT_TAG = "latest";
  private static final String NAME = "[a-z0-9]+((\\.|__?|-+)[a-z0-9]+)*";
  private static final String PATH = NAME + "(/" + NAME + ")*";

  /** Reads a reference; what is none is {@code ImageNotFound}, for a retry cannot cure it. */
  public static Reference parse(String text) throws Fault {
    int at = text.indexOf('@');
    String name = at < 0 ? text : text.substring(0, at);
    var digest = at < 0 ? Optional.<Digest>empty() : Optional.of(digest(text, at));
    int slash = name.indexOf('/');
    String first = slash < 0 ? "" : name.substring(0, slash);
    boolean hasRegistry = first.contains(".") || first.contains(":") || first.equals("localhost");
    String registry = hasRegistry ? first : DOCKER_HUB;
    String path = hasRegistry ? name.substring(slash + 1) : name;
    int colon = path.indexOf(':');
    String tag = colon < 0 ? DEFAULT_TAG : path.substring(colon + 1);
    String repository = colon < 0 ? path : path.substring(0, colon);
    if (!repository.matches(PATH) || !tag.matches("[A-Za-z0-9_][\\w.-]{0,127}")) {
      throw malformed(text, null);
    }
    if (registry.equals(DOCKER_HUB) && !repository.contains("/")) {
      repository = "library/" + repository;
    }
    return new Reference(registry, repository, tag, digest);
  }

  private static Digest digest(String text, int at) throws Fault {
    try {
      return Digest.parse(text.substring(at + 1));
    } catch (IllegalArgumentException e) {
      throw malformed(text, e);
    }
  }

  private static Fault malformed(String text, @Nullable Exception e) {
    return new Fault(
        Reason.IMAGE_NOT_FOUND,
        "image '"
            + text
            + "' is no reference such as docker.io/library/debian:bookworm or …@sha256:<64 digits>",
        e);
  }

  /** What the registry is asked for: the digest, else the tag. */
  String selector() {
    return digest.map(Digest::toString).orElse(tag);
  }

  @Override
  public String toString() {
    return registry + "/" + repository + digest.map(d -> "@" + d).orElse(":" + tag);
  }
}
