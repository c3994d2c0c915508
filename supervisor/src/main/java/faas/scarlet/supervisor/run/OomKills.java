package faas.scarlet.supervisor.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How often the kernel has ended a process of our control group because its memory was used up. */
final class OomKills {
  private static final String COUNTER = "oom_kill ";

  private final Optional<Path> file;

  private OomKills(Optional<Path> file) {
    this.file = file;
  }

  /** Those of the control group that this process is in, of either version. */
  static OomKills ofOurs() {
    return in(Path.of("/sys/fs/cgroup"), Path.of("/proc/self/cgroup"));
  }

  /**
   * The same with the files elsewhere. In a container its own group is the root of what it sees.
   *
   * @param membership lines as in cgroups(7): hierarchy, controllers, path
   */
  static OomKills in(Path hierarchies, Path membership) {
    try {
      for (String line : Files.readAllLines(membership, StandardCharsets.UTF_8)) {
        String[] parts = line.split(":", 3);
        boolean first = parts[1].equals("memory");
        if (first || parts[1].isEmpty()) {
          var group = first ? hierarchies.resolve("memory") : hierarchies;
          String name = first ? "memory.oom_control" : "memory.events";
          var found =
              List.of(group.resolve(parts[2].substring(1)).resolve(name), group.resolve(name))
                  .stream()
                  .filter(Files::isReadable)
                  .findFirst();
          if (found.isPresent()) {
            return new OomKills(found);
          }
        }
      }
    } catch (IOException none) {
      return new OomKills(Optional.empty());
    }
    return new OomKills(Optional.empty());
  }

  /** The number so far; 0 where nothing counts them. */
  long count() {
    if (file.isEmpty()) {
      return 0;
    }
    try {
      return Files.readAllLines(file.get(), StandardCharsets.UTF_8).stream()
          .filter(line -> line.startsWith(COUNTER))
          .mapToLong(line -> Long.parseLong(line.substring(COUNTER.length()).strip()))
          .findFirst()
          .orElse(0);
    } catch (IOException gone) {
      return 0;
    }
  }
}
