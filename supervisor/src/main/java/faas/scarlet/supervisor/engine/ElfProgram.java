package faas.scarlet.supervisor.engine;

import faas.scarlet.supervisor.image.ScopedPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A command of an image as far as the kernel would follow it: scripts' first lines are replaced by
 * the interpreters that they name.
 *
 * @param command whose first is the program, as the image names it
 * @param file the program on this machine
 */
record ElfProgram(List<String> command, Path file) {
  /** As many interpreters of interpreters as Linux follows. */
  private static final int DEEPEST = 5;

  private static final int LONGEST_LINE = 256;

  static ElfProgram of(Path root, List<String> command) throws IOException {
    var resolved = new ArrayList<>(command);
    for (int depth = 0; depth < DEEPEST; depth++) {
      var file = ScopedPath.follow(root, resolved.getFirst());
      String line = firstLine(file);
      if (!line.startsWith("#!")) {
        return new ElfProgram(List.copyOf(resolved), file);
      }
      resolved.addAll(0, List.of(line.substring(2).strip().split("\\s+", 2)));
    }
    throw new IOException(command.getFirst() + " names a script as its interpreter, over and over");
  }

  private static String firstLine(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(LONGEST_LINE), StandardCharsets.ISO_8859_1);
      return start.split("\\R", 2)[0];
    }
  }
}
