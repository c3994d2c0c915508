package faas.scarlet.aws.bake;

import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import faas.scarlet.aws.AwsCause;
import faas.scarlet.aws.AwsFault;
import faas.scarlet.model.function.Lambda.Architecture;
import java.util.Optional;

/** Images of registries, moved without a Docker daemon; nothing is done twice. */
public final class Images {
  /** What Lambda takes, unpacked; less than the layers' own bytes is not possible. */
  private static final long LAMBDA = 10L << 30;

  private final Mirrors mirrors;
  private final Logins logins;
  private final long mostBytes;

  private Images(Optional<String> mirrors, Logins logins, long mostBytes) {
    this.mirrors = new Mirrors(mirrors);
    this.logins = logins;
    this.mostBytes = mostBytes;
  }

  /**
   * For a cluster's nodes.
   *
   * @param mirrors as in SCARLET_REGISTRY_MIRROR
   * @param logins the installation's own, for its own images
   */
  public static Images forNodes(Optional<String> mirrors, Logins logins) {
    return new Images(mirrors, logins, Long.MAX_VALUE);
  }

  /**
   * For AWS Lambda: no image is larger than what that takes.
   *
   * @param mirrors as in SCARLET_REGISTRY_MIRROR
   * @param logins the installation's own, for its own images
   */
  public static Images forLambda(Optional<String> mirrors, Logins logins) {
    return new Images(mirrors, logins, LAMBDA);
  }

  /**
   * Copies an image, unless it is there already.
   *
   * @return the copy, by digest
   * @throws AwsFault where it cannot be read or written, or Lambda would not take it
   */
  public String copy(String image, Architecture architecture, Place target) {
    try (var source = open(image, logins);
        var copy = Repository.target(target)) {
      var found = source.repository().image(source.qualifier(), name(architecture));
      String tag = found.getDigest().getHash();
      var there = copy.find(tag);
      if (there.isPresent()) {
        return target + "@" + there.get();
      }
      Layers.check(image, found.getManifest(), mostBytes);
      new Transfer(source.repository(), copy).blobs(found.getManifest());
      return target + "@" + copy.put(found.getManifest(), tag);
    }
  }

  /**
   * The image with the supervisor added, so that instances start from it and run it natively; made
   * unless it is there already.
   *
   * @param users who its owner is to registries; the installation's own logins open nothing for it
   * @param supervisor image that has it in {@code /opt/scarlet}
   * @return the baked image, by digest; the same inputs give the same one
   * @throws AwsFault where one cannot be read, or the result not be written
   */
  public String bake(
      String image, Logins users, String supervisor, Architecture architecture, Place target) {
    try (var base = open(image, users);
        var tool = open(supervisor, logins);
        var baked = Repository.target(target)) {
      return target + "@" + new Bake(base, tool, baked, name(architecture), mostBytes).run();
    }
  }

  private Source open(String image, Logins known) {
    var reference = parse(image);
    return new Source(
        image, Repository.source(mirrors.of(reference, known)), reference.getQualifier());
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
