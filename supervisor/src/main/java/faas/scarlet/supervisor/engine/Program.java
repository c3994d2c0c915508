package faas.scarlet.supervisor.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an engine is to run, in the words of the image.
 *
 * @param root of the image, on this machine
 * @param folders the attempt's, on this machine
 * @param command absolute path of a program in the image, and its arguments
 * @param environment all of it; nothing is added but what the engine itself needs
 * @param directory where it starts, as the program sees it
 * @param user whom it runs as, where the engine can choose
 * @param writableRoot whether the image's files are this program's own, to be written to
 */
public record Program(
    Path root,
    Workspace folders,
    List<String> command,
    Map<String, String> environment,
    String directory,
    User user,
    boolean writableRoot) {

  public Program {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** The same, with the image's files elsewhere. */
  Program in(Path otherRoot) {
    return new Program(otherRoot, folders, command, environment, directory, user, writableRoot);
  }

  /** Variables for the image's loader, which must not reach the loader of the engine's tools. */
  Map<String, String> loaderEnvironment() {
    var loader = new TreeMap<>(environment);
    loader.keySet().removeIf(name -> !name.startsWith("LD_"));
    return loader;
  }

  /** All other variables. */
  Map<String, String> plainEnvironment() {
    var plain = new TreeMap<>(environment);
    plain.keySet().removeIf(name -> name.startsWith("LD_"));
    return plain;
  }
}
