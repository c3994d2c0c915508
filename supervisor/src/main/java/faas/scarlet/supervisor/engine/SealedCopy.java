package faas.scarlet.supervisor.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Programs of this machine as files in memory that nobody can change. An OCI runtime that finds
 * itself to be one need not make one first, at every start, to be safe from the container
 * (CVE-2019-5736).
 */
final class SealedCopy {
  private static final long CLOSE_ON_EXEC = 1;
  private static final long ALLOW_SEALING = 2;
  private static final long ADD_SEALS = 1033;
  private static final long ALL_SEALS = 0xf;
  private static final Map<Path, Path> COPIES = new ConcurrentHashMap<>();

  private SealedCopy() {}

  /** Where our children find the copy, which is there as long as we are. */
  static Path of(Path program) throws IOException {
    try {
      return COPIES.computeIfAbsent(program, SealedCopy::made);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static Path made(Path program) {
    try (var arena = Arena.ofConfined()) {
      var name = arena.allocateFrom(program.getFileName().toString());
      long file = Libc.MEMFD.call(name.address(), CLOSE_ON_EXEC | ALLOW_SEALING);
      var copy = Path.of("/proc/" + ProcessHandle.current().pid() + "/fd/" + file);
      Files.write(copy, Files.readAllBytes(program));
      Libc.FCNTL.call(file, ADD_SEALS, ALL_SEALS);
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
