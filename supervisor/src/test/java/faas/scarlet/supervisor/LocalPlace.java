package faas.scarlet.supervisor;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import faas.scarlet.model.event.Events;
import faas.scarlet.model.event.InvalidEventException;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.outcome.AttemptResult;
import faas.scarlet.model.storage.StoreAccess;
import faas.scarlet.supervisor.attempt.AlreadyRunningException;
import faas.scarlet.supervisor.attempt.Attempt;
import faas.scarlet.supervisor.engine.EngineName;
import faas.scarlet.supervisor.fault.Fault;
import faas.scarlet.supervisor.image.CacheSettings;
import faas.scarlet.supervisor.image.Mirrors;
import faas.scarlet.supervisor.image.PullProgress;
import faas.scarlet.supervisor.staging.LocalFiles;
import faas.scarlet.supervisor.staging.ObjectStore;
import faas.scarlet.supervisor.staging.ObjectStores;
import faas.scarlet.supervisor.testing.HostImage;
import faas.scarlet.supervisor.testing.RegistryServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;

/** A supervisor in a folder, with an image of this machine's shell, a file in and a folder out. */
public final class LocalPlace implements AutoCloseable {
  /** A notification as MinIO sends it. */
  public static final String EVENT =
      """
      {"Records":[{"eventName":"ObjectCreated:Put","eventTime":"2026-01-02T03:04:05Z","s3":{
      "bucket":{"name":"pictures"},"object":{"key":"in/a+b.txt","size":5}}}]}""";

  private final RegistryServer registry = new RegistryServer();
  private final Path folder;
  private final String image;
  private final Supervisor supervisor;
  private final LongAdder lines = new LongAdder();

  public LocalPlace(Path folder) throws IOException {
    this.folder = folder;
    this.image = HostImage.push(registry);
    Files.writeString(folder.resolve("input.txt"), "hello");
    var files = new LocalFiles(folder.resolve("input.txt"), out());
    this.supervisor =
        Supervisor.open(
            new SupervisorSettings(
                CacheSettings.of(folder.resolve("cache"), Mirrors.parse(registry.mirror())),
                work(),
                "local",
                Duration.ofSeconds(1),
                new OneStore(files),
                (id, line) -> lines.increment(),
                PullProgress.NONE));
  }

  /** Files for all stores, and a way to them that is a store's. */
  private record OneStore(ObjectStore files) implements ObjectStores {
    @Override
    public ObjectStore named(String name) {
      return files;
    }

    @Override
    public Optional<StoreAccess> access(String name) {
      return Optional.of(
          new StoreAccess(
              name, URI.create("http://" + name + ":9000"), "here", true, "key", "word"));
    }
  }

  public String image() {
    return image;
  }

  RegistryServer registry() {
    return registry;
  }

  public Supervisor supervisor() {
    return supervisor;
  }

  Path out() {
    return folder.resolve("out");
  }

  public Path work() {
    return folder.resolve("work");
  }

  long lines() {
    return lines.sum();
  }

  AttemptResult run(Function function) throws AlreadyRunningException {
    return supervisor.handle(attempt(UUID.randomUUID().toString(), function));
  }

  static Attempt attempt(String id, Function function) {
    try {
      var event = Events.parse(EVENT).getFirst();
      return new Attempt(id, 1, function, event, Instant.now().plusSeconds(60));
    } catch (InvalidEventException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Skips the test, loudly, where this engine does not run the image. */
  void assumeWorks(String engine) throws Fault {
    try (var pulled = supervisor.pull(image)) {
      var finding =
          supervisor.engines(pulled).stream()
              .filter(found -> EngineName.of(found.engine()).equals(engine))
              .findFirst()
              .orElseThrow();
      assumeTrue(finding.works(), "SKIPPED, engine does not work on this machine: " + finding);
    }
  }

  /** Whether a process with this in its command line or environment is there. */
  public static boolean isRunning(String mark) {
    return ProcessHandle.allProcesses()
        .anyMatch(
            process -> contains(process, "cmdline", mark) || contains(process, "environ", mark));
  }

  private static boolean contains(ProcessHandle process, String file, String mark) {
    try {
      var path = Path.of("/proc", Long.toString(process.pid()), file);
      return new String(Files.readAllBytes(path), StandardCharsets.UTF_8).contains(mark);
    } catch (IOException gone) {
      return false;
    }
  }

  @Override
  public void close() {
    registry.close();
  }
}
