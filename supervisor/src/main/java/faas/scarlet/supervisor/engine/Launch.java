package faas.scarlet.supervisor.engine;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command of this machine that runs a program of an image.
 *
 * @param directory where it starts, on this machine
 * @param starter what starts it
 * @param lease the root that it holds until it is closed, where that is not shared
 * @param enclosure what the kernel is to put around it, where the command does not do so itself
 */
public record Launch(
    List<String> command,
    Map<String, String> environment,
    Path directory,
    Starter starter,
    Optional<Enclosure> enclosure,
    Optional<RootLease> lease)
    implements AutoCloseable {

  public Launch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** Of a command that makes namespaces. */
  Launch(List<String> command, Map<String, String> environment, Path directory) {
    this(command, environment, directory, Starter.PLAIN);
  }

  /** The same for one that must not see all of this machine. */
  Launch(List<String> command, Map<String, String> environment, Path directory, Starter starter) {
    this(command, environment, directory, starter, Optional.empty(), Optional.empty());
  }

  /** Of a command that has to be enclosed. */
  Launch(
      List<String> command, Map<String, String> environment, Path directory, Enclosure enclosure) {
    this(command, environment, directory, Starter.PLAIN, Optional.of(enclosure), Optional.empty());
  }

  /** Starts it, without input, its error output in its output. */
  public Process start() throws IOException, InterruptedException {
    try {
      return starter.ask(
          () ->
              enclosure.isPresent()
                  ? EnclosedProcess.start(this, enclosure.get())
                  : builder().start());
    } catch (IOException e) {
      throw new IOException("cannot start " + command.getFirst() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    if (lease.isPresent()) {
      lease.get().close();
    }
  }

  private ProcessBuilder builder() {
    var builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder;
  }
}
