package faas.scarlet.operator.bake;

import faas.scarlet.aws.AwsCause;
import faas.scarlet.aws.AwsFault;
import faas.scarlet.aws.bake.Images;
import faas.scarlet.aws.bake.Logins;
import faas.scarlet.aws.bake.Place;
import faas.scarlet.model.function.Lambda.Architecture;
import faas.scarlet.operator.render.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bakes for nodes like the operator's own, into the installation's repository. */
public final class RegistryBaker implements Baker {
  private final Settings settings;
  private final BakeSettings bake;

  /** Images are pulled through the installation's mirrors, and pushed without. */
  public RegistryBaker(Settings settings, BakeSettings bake) {
    this.settings = settings;
    this.bake = bake;
  }

  @Override
  public String bake(BakeTask task) {
    var own = own();
    var repository = bake.repository().orElseThrow();
    var registry = URI.create(repository.getScheme() + "://" + repository.getAuthority());
    return Images.forNodes(settings.registryMirror(), own)
        .bake(
            task.image(),
            ofUsers(task),
            settings.supervisorImage(),
            architecture(),
            new Place(registry, repository.getPath().replaceAll("^/+|/+$", ""), own));
  }

  private static Logins ofUsers(BakeTask task) {
    return new LoginFiles(
        task.logins(),
        "Secret %s (spec.imagePullSecrets)".formatted(String.join(", ", task.secrets())),
        "name a Secret of type kubernetes.io/dockerconfigjson that has one in"
            + " spec.imagePullSecrets, or make the image public");
  }

  private Logins own() {
    return new LoginFiles(
        bake.loginFile().map(this::read).stream().toList(),
        where(),
        "name a Secret of type kubernetes.io/dockerconfigjson that has one with"
            + " functions.bake.pushSecret of the chart (SCARLET_BAKE_LOGIN_FILE of the operator)");
  }

  private String where() {
    return bake.loginSecret()
        .map(secret -> "Secret %s (functions.bake.pushSecret of the chart)".formatted(secret))
        .orElse("the file of SCARLET_BAKE_LOGIN_FILE");
  }

  /** Read each time: a login that was exchanged counts at once. */
  private String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AwsFault(
          AwsCause.REGISTRY_REFUSED,
          "the login to push with cannot be read from %s: %s; give it the key .dockerconfigjson"
              .formatted(where(), e),
          e);
    }
  }

  private static Architecture architecture() {
    return "aarch64".equals(System.getProperty("os.arch"))
        ? Architecture.ARM64
        : Architecture.X86_64;
  }
}
