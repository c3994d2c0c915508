package faas.scarlet.supervisor.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the engines with a mount namespace mount alike. */
final class PrivateView {
  private PrivateView() {}

  /** The contract's {@code /tmp/<id>}, wherever the folder is on this machine. */
  static Path inside(Workspace folders) {
    return Path.of("/tmp", folders.id());
  }

  /** The machine's files for finding hosts, as far as it has them. */
  static List<String> resolverFiles() {
    return Stream.of("/etc/resolv.conf", "/etc/hosts")
        .filter(file -> Files.isReadable(Path.of(file)))
        .toList();
  }
}
