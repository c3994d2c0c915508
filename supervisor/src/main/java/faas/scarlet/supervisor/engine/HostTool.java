package faas.scarlet.supervisor.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of this machine that engines are made of. */
final class HostTool {
  /** What such a program gets as its own PATH. */
  static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private HostTool() {}

  /** The program, from our own PATH or the usual folders. */
  static Optional<Path> find(String name) {
    String own = System.getenv().getOrDefault("PATH", "");
    return Stream.of((own + ":" + PATH).split(":", -1))
        .filter(folder -> folder.startsWith("/"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** What to say where it is missing. */
  static Optional<String> missing(String name, String debianPackage) {
    return find(name).isPresent()
        ? Optional.empty()
        : Optional.of(name + " is not installed (apt-get install " + debianPackage + ")");
  }

  /** The program's path, or its name, for the error that follows. */
  static String command(String name) {
    return find(name).map(Path::toString).orElse(name);
  }
}
