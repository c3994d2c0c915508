package faas.scarlet.supervisor.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the engines with a mount namespace mount alike. */
final class PrivateView {
  /** Devices that every program may expect and none can do harm with. */
  static final List<String> DEVICES =
      List.of("null", "zero", "full", "random", "urandom", "tty", "shm");

  private PrivateView() {}

  /** The contract's {@code /tmp/<id>}, wherever the folder is on this machine. */
  static Path inside(Workspace folders) {
    return Path.of("/tmp", folders.id());
  }

  /**
   * What an engine without mounts of its own passes through: devices, processes, resolver files.
   */
  static List<String> sharedPaths() {
    return Stream.concat(
            Stream.concat(DEVICES.stream().map(name -> "/dev/" + name), Stream.of("/proc")),
            resolverFiles().stream())
        .filter(path -> Files.exists(Path.of(path)))
        .toList();
  }

  /** The machine's files for finding hosts, as far as it has them. */
  static List<String> resolverFiles() {
    return Stream.of("/etc/resolv.conf", "/etc/hosts")
        .filter(file -> Files.isReadable(Path.of(file)))
        .toList();
  }
}
