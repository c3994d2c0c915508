package faas.scarlet.aws.bake;

import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.image.json.BuildableManifestTemplate;
import com.google.cloud.tools.jib.registry.ManifestAndDigest;
import faas.scarlet.aws.AwsCause;
import faas.scarlet.aws.AwsFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Adds the supervisor to an image: the user's layers, then the supervisor's, and its entry point.
 */
final class Bake {
  /** Part of the tag: other images must come out when this class makes them otherwise. */
  private static final String RECIPE = "2";

  private final Source base;
  private final Source supervisor;
  private final Repository target;
  private final String architecture;
  private final long mostBytes;

  Bake(Source base, Source supervisor, Repository target, String architecture, long mostBytes) {
    this.base = base;
    this.supervisor = supervisor;
    this.target = target;
    this.architecture = architecture;
    this.mostBytes = mostBytes;
  }

  /** Makes the image, unless it is there already, and returns its digest. */
  DescriptorDigest run() {
    var user = base.repository().image(base.qualifier(), architecture);
    var tool = supervisor.repository().image(supervisor.qualifier(), architecture);
    String tag = tag(user.getDigest(), tool.getDigest());
    return target.find(tag).orElseGet(() -> make(user.getManifest(), tool, tag));
  }

  private DescriptorDigest make(
      BuildableManifestTemplate user,
      ManifestAndDigest<BuildableManifestTemplate> tool,
      String tag) {
    Layers.check(base.name(), user, mostBytes);
    Layers.check(supervisor.name(), tool.getManifest(), mostBytes);
    try {
      var added = new SupervisorLayers(supervisor, target, tool).ready();
      new Transfer(base.repository(), target).layers(user);
      var config =
          BakedConfig.of(
              base.repository().read(user.getContainerConfiguration().getDigest()),
              supervisor
                  .repository()
                  .read(tool.getManifest().getContainerConfiguration().getDigest()),
              added.stream().map(Layer::diffId).toList());
      return new Pushed(target).image(user, added, new String(config, StandardCharsets.UTF_8), tag);
    } catch (IOException e) {
      throw new AwsFault(
          AwsCause.REGISTRY_UNAVAILABLE,
          "adding the supervisor to %s: %s; it is tried again".formatted(base.name(), e),
          e);
    }
  }

  private static String tag(DescriptorDigest user, DescriptorDigest supervisor) {
    try {
      var hash = MessageDigest.getInstance("SHA-256");
      hash.update((RECIPE + " " + user + " " + supervisor).getBytes(StandardCharsets.UTF_8));
      return "baked-" + HexFormat.of().formatHex(hash.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
