package faas.scarlet.aws.bake;

import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import faas.scarlet.aws.AwsCause;
import faas.scarlet.aws.AwsFault;
import faas.scarlet.model.function.Lambda.Architecture;
import java.util.Map;
import java.util.Optional;

/** Images of registries, moved without a Docker daemon; nothing is done twice. */
public final class Images {
  private final Mirrors mirrors;
  private final Map<String, Login> logins;

  /**
   * Reaches registries by these mirrors, and by these logins where a registry wants one.
   *
   * @param mirrors as in SCARLET_REGISTRY_MIRROR
   * @param logins by host of the registry
   */
  public Images(Optional<String> mirrors, Map<String, Login> logins) {
    this.mirrors = new Mirrors(mirrors);
    this.logins = Map.copyOf(logins);
  }

  /**
   * Copies an image, unless it is there already.
   *
   * @return the copy, by digest
   * @throws AwsFault where it cannot be read or written, or Lambda would not take it
   */
  public String copy(String image, Architecture architecture, Place target) {
    try (var source = open(image);
        var copy = Repository.target(target)) {
      var found = source.repository().image(source.qualifier(), name(architecture));
      String tag = found.getDigest().getHash();
      var there = copy.find(tag);
      if (there.isPresent()) {
        return target + "@" + there.get();
      }
      Layers.check(image, found.getManifest());
      new Transfer(source.repository(), copy).blobs(found.getManifest());
      return target + "@" + copy.put(found.getManifest(), tag);
    }
  }

  /**
   * The image with the supervisor added, so that instances start from it and run it natively; made
   * unless it is there already.
   *
   * @param supervisor image that has it in {@code /opt/scarlet}
   * @return the baked image, by digest; the same inputs give the same one
   * @throws AwsFault where one cannot be read, or the result not be written
   */
  public String bake(String image, String supervisor, Architecture architecture, Place target) {
    try (var base = open(image);
        var tool = open(supervisor);
        var baked = Repository.target(target)) {
      return target + "@" + new Bake(base, tool, baked, name(architecture)).run();
    }
  }

  private Source open(String image) {
    var reference = parse(image);
    return new Source(
        image, Repository.source(mirrors.of(reference, logins)), reference.getQualifier());
  }

  private static ImageReference parse(String image) {
    try {
      return ImageReference.parse(image);
    } catch (InvalidImageReferenceException e) {
      throw new AwsFault(
          AwsCause.IMAGE_UNUSABLE,
          "expected an image reference such as debian:bookworm-slim, found '%s'".formatted(image),
          e);
    }
  }

  private static String name(Architecture architecture) {
    return switch (architecture) {
      case X86_64 -> "amd64";
      case ARM64 -> "arm64";
    };
  }
}
