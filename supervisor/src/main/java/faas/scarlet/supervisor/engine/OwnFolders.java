package faas.scarlet.supervisor.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What in a root is the supervisor's, not the image's, and no script is to see. {@code /tmp} is
 * everybody's, for scripts are used to that, so nothing of ours in it can be hidden.
 */
final class OwnFolders {
  private static final List<String> ALWAYS =
      List.of("/opt/scarlet", "/run", "/var/run", "/proc", "/sys", "/dev");
  private static final Path TEMPORARY = Path.of("/tmp");
  private static final List<String> SETTINGS =
      List.of("SCARLET_STORES_FILE", "SCARLET_FUNCTION_FILE", "SCARLET_CACHE", "SCARLET_WORK");

  private OwnFolders() {}

  static List<Path> ofSupervisor(Map<String, String> environment) throws IOException {
    var folders = new ArrayList<Path>();
    ALWAYS.forEach(folder -> folders.add(Path.of(folder)));
    for (String setting : SETTINGS) {
      String value = environment.get(setting);
      if (value != null && !value.isEmpty()) {
        var path = Path.of(value).toAbsolutePath().normalize();
        folders.add(path);
        if (path.toFile().exists()) {
          folders.add(path.toRealPath());
        }
      }
    }
    folders.removeIf(folder -> folder.startsWith(TEMPORARY));
    return folders;
  }
}
