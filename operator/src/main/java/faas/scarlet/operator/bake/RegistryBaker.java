package faas.scarlet.operator.bake;

import faas.scarlet.aws.AwsCause;
import faas.scarlet.aws.AwsFault;
import faas.scarlet.aws.bake.Images;
import faas.scarlet.aws.bake.Login;
import faas.scarlet.aws.bake.Logins;
import faas.scarlet.aws.bake.Place;
import faas.scarlet.model.function.Lambda.Architecture;
import faas.scarlet.operator.image.RegistryLogins;
import faas.scarlet.operator.render.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
    var own = logins(bake.loginFile().map(RegistryBaker::read).stream().toList());
    var repository = bake.repository().orElseThrow();
    var registry = URI.create(repository.getScheme() + "://" + repository.getAuthority());
    return Images.forNodes(settings.registryMirror(), own)
        .bake(
            task.image(),
            logins(task.logins()),
            settings.supervisorImage(),
            architecture(),
            new Place(
                registry,
                repository.getPath().replaceAll("^/+|/+$", ""),
                own.of(registry.getAuthority())));
  }

  private static Logins logins(List<String> files) {
    return host ->
        RegistryLogins.of(host, files)
            .map(login -> new Login(login.getUsername(), login.getPassword()));
  }

  /** Read each time: a login that was exchanged counts at once. */
  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AwsFault(
          AwsCause.REGISTRY_REFUSED,
          "the login to push with (SCARLET_BAKE_LOGIN_FILE) cannot be read: " + e,
          e);
    }
  }

  private static Architecture architecture() {
    return "aarch64".equals(System.getProperty("os.arch"))
        ? Architecture.ARM64
        : Architecture.X86_64;
  }
}
