package faas.scarlet.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process of ours that must always be there: started again when it dies, stopped when we stop. It
 * ends by itself when its standard input does, so that it cannot outlive us, however we end.
 */
final class Daemon implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String name;
  private final ProcessBuilder builder;
  private final Thread keeper;
  private volatile boolean closing;
  private volatile @Nullable Process process;

  private Daemon(String name, ProcessBuilder builder) {
    this.name = name;
    this.builder = builder;
    this.keeper = Thread.ofVirtual().name("keep-" + name).unstarted(this::keep);
  }

  /**
   * Starts a Java program.
   *
   * @param program options, then a class or {@code -jar} and its arguments
   * @param environment beside what we have ourselves
   * @param log its standard output and error are appended there
   */
  static Daemon java(String name, List<String> program, Map<String, String> environment, Path log)
      throws IOException {
    var command = new ArrayList<String>();
    // a session of its own: Ctrl-C in the terminal is for us, who stop all in the right order
    command.add("setsid");
    command.add("--wait");
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(program);
    Files.createDirectories(log.toAbsolutePath().getParent());
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    var daemon = new Daemon(name, builder);
    daemon.process = builder.start();
    daemon.keeper.start();
    return daemon;
  }

  boolean isAlive() {
    var current = process;
    return current != null && current.isAlive();
  }

  private void keep() {
    try {
      while (!closing) {
        var current = process;
        int code = current == null ? -1 : current.waitFor();
        if (!closing) {
          System.err.printf("scarlet: the %s ended with code %d; starting it again%n", name, code);
          Thread.sleep(PAUSE);
          process = builder.start();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      System.err.printf("scarlet: the %s cannot be started: %s%n", name, e.getMessage());
    }
  }

  @Override
  public void close() {
    closing = true;
    keeper.interrupt();
    var current = process;
    if (current == null) {
      return;
    }
    try {
      current.getOutputStream().close();
    } catch (IOException e) {
      // its standard input is closed already: it is on its way out
    }
    try {
      if (!current.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        current.descendants().forEach(ProcessHandle::destroyForcibly);
        current.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
