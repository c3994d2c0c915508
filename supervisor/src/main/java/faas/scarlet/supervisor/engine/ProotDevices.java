package faas.scarlet.supervisor.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A {@code /dev} with a place for each device: proot binds only to what is there, and would make
 * what is not in the machine's own {@code /tmp}.
 */
final class ProotDevices {
  private static final Map<String, String> LINKS =
      Map.of("fd", "", "stdin", "/0", "stdout", "/1", "stderr", "/2");

  private ProotDevices() {}

  static Path make(Workspace folders) throws IOException {
    var devices = Files.createDirectory(folders.scratch().resolve("dev"));
    for (String name : PrivateView.DEVICES) {
      if (Files.isDirectory(Path.of("/dev", name))) {
        Files.createDirectory(devices.resolve(name));
      } else {
        Files.createFile(devices.resolve(name));
      }
    }
    for (var link : LINKS.entrySet()) {
      Files.createSymbolicLink(
          devices.resolve(link.getKey()), Path.of("/proc/self/fd" + link.getValue()));
    }
    return devices;
  }
}
