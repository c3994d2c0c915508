package faas.scarlet.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL of this machine's user on loopback, whose data stays in a folder. */
public final class EmbeddedLedger implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String USER = "postgres";

  private final EmbeddedPostgres server;

  private EmbeddedLedger(EmbeddedPostgres server) {
    this.server = server;
  }

  /**
   * Starts PostgreSQL on a free port; what was committed is durable.
   *
   * @param programs where PostgreSQL itself is unpacked to, once
   * @param data where the database is; made where it is missing. A server that still runs on it,
   *     because whoever started it was killed, is stopped first
   * @throws IOException where it does not start within a minute
   */
  public static EmbeddedLedger start(Path programs, Path data) throws IOException {
    stopOrphan(data);
    Files.createDirectories(programs);
    var server =
        EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(programs.toFile())
            .setDataDirectory(Files.createDirectories(data))
            .setCleanDataDirectory(false)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setPGStartupWait(PATIENCE)
            .start();
    return new EmbeddedLedger(server);
  }

  /** For a PostgreSQL driver; there is no password. */
  public String jdbcUrl() {
    return server.getJdbcUrl(USER, "postgres");
  }

  /** Whom to log in as. */
  public String user() {
    return USER;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private static void stopOrphan(Path data) throws IOException {
    Path file = data.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return;
    }
    var orphan = server(Long.parseLong(Files.readAllLines(file).getFirst().strip()));
    if (orphan.isPresent()) {
      orphan.get().destroy();
      try {
        orphan.get().onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      } catch (Exception e) {
        throw new IOException(
            "a PostgreSQL (process %d) still uses %s and does not stop; stop it and try again"
                .formatted(orphan.get().pid(), data),
            e);
      }
    }
  }

  /** The process of that number, unless the number was given to another program meanwhile. */
  private static Optional<ProcessHandle> server(long pid) {
    return ProcessHandle.of(pid)
        .filter(
            process ->
                process
                    .info()
                    .command()
                    .map(command -> command.endsWith("postgres"))
                    .orElse(false));
  }
}
