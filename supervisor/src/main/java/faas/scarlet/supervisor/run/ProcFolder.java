package faas.scarlet.supervisor.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Finds processes by what {@code /proc} tells of them. */
final class ProcFolder {
  private static final Path PROC = Path.of("/proc");

  /** Signal 15 in the kernel's sets of signals. */
  private static final long TERM = 1L << 14;

  private ProcFolder() {}

  /** The processes that satisfy the condition, never our own; none where there is no /proc. */
  static List<ProcessHandle> processes(Predicate<Path> condition) {
    var found = new ArrayList<ProcessHandle>();
    long own = ProcessHandle.current().pid();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path folder : folders) {
        long pid = Long.parseLong(folder.getFileName().toString());
        if (pid != own && condition.test(folder)) {
          ProcessHandle.of(pid).ifPresent(found::add);
        }
      }
    } catch (IOException e) {
      return found;
    }
    return found;
  }

  /** The environment that a process was started with; empty where it may not be read. */
  static List<String> environment(Path process) {
    try {
      byte[] content = Files.readAllBytes(process.resolve("environ"));
      return List.of(new String(content, StandardCharsets.UTF_8).split("\0", -1));
    } catch (IOException e) {
      return List.of();
    }
  }

  /** The session of a process; 0 where it has gone, or is a zombie. */
  static long session(Path process) {
    try {
      String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
      // The name in parentheses may hold anything; after it: state, parent, group, session.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 5);
      return fields[0].equals("Z") ? 0 : Long.parseLong(fields[3]);
    } catch (IOException e) {
      return 0;
    }
  }

  /** Whether it has a handler of its own for TERM, or ignores it on purpose. */
  static boolean handlesTerm(ProcessHandle process) {
    try (var lines = Files.lines(PROC.resolve(process.pid() + "/status"))) {
      return lines
          .filter(line -> line.startsWith("SigCgt:") || line.startsWith("SigIgn:"))
          .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
          .anyMatch(signals -> (signals & TERM) != 0);
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  /** Whether it runs: it is there, and no zombie. */
  static boolean runs(ProcessHandle process) {
    return session(PROC.resolve(Long.toString(process.pid()))) != 0;
  }
}
