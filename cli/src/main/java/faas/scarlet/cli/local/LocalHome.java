package faas.scarlet.cli.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * Where a local Scarlet keeps what must outlive it.
 *
 * @param folder everything is below it
 */
public record LocalHome(Path folder) {
  /** {@code $XDG_DATA_HOME/scarlet}, else {@code ~/.local/share/scarlet}. */
  public static Path standard() {
    var environment = System.getenv();
    String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
    String data = environment.getOrDefault("XDG_DATA_HOME", "");
    Path base = data.isEmpty() ? Path.of(home, ".local", "share") : Path.of(data);
    return base.resolve("scarlet");
  }

  /** Each folder in it is a bucket. */
  public Path buckets() {
    return folder.resolve("buckets");
  }

  Path ledger() {
    return folder.resolve("ledger");
  }

  /** Log file of one of the processes. */
  public Path log(String process) {
    return folder.resolve("log").resolve(process + ".log");
  }

  /** Where the gateway of the Scarlet that is up is; empty where none is. */
  public Optional<URI> gateway() throws IOException {
    var file = gatewayFile();
    return Files.exists(file)
        ? Optional.of(URI.create(Files.readString(file).strip()))
        : Optional.empty();
  }

  /** Is there as long as a Scarlet is up, and has its gateway's address. */
  Path gatewayFile() {
    return folder.resolve("gateway.url");
  }

  /** A file that only this user may read. */
  Path secret(String name, String content) throws IOException {
    Path file = Files.createDirectories(folder).resolve(name);
    Files.deleteIfExists(file);
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Files.createFile(file, ownerOnly);
    return Files.writeString(file, content);
  }
}
