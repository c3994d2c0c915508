package faas.scarlet.supervisor.engine;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What in a root is the supervisor's, not the image's, and no script is to see. {@code /tmp} is
 * everybody's, for scripts are used to that, so nothing of ours in it can be hidden.
 */
final class OwnFolders {
  private static final List<String> ALWAYS =
      List.of("/opt/scarlet", "/run/secrets", "/var/run/secrets", "/proc");
  private static final List<String> SETTINGS =
      List.of("SCARLET_STORES_FILE", "SCARLET_REGISTRY_AUTH_FILE", "SCARLET_CACHE");
  private static final Path TEMPORARY = Path.of("/tmp");

  private OwnFolders() {}

  static List<Path> ofSupervisor(Map<String, String> environment) throws IOException {
    var folders = new ArrayList<Path>();
    ALWAYS.forEach(folder -> folders.add(Path.of(folder)));
    for (String setting : SETTINGS) {
      for (String value : environment.getOrDefault(setting, "").split(",", -1)) {
        if (value.isBlank()) {
          continue;
        }
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

  /** The fewest paths that hold all below a folder but these. */
  static List<Path> allBut(Path folder, List<Path> hidden) throws IOException {
    var paths = new ArrayList<Path>();
    try (Stream<Path> children = Files.list(folder)) {
      for (Path child : children.filter(path -> !Files.isSymbolicLink(path)).toList()) {
        if (hidden.stream().noneMatch(path -> path.startsWith(child))) {
          paths.add(child);
        } else if (!hidden.contains(child) && Files.isDirectory(child)) {
          paths.addAll(allBut(child, hidden));
        }
      }
    } catch (AccessDeniedException closed) {
      return paths;
    }
    return paths;
  }
}
