package faas.scarlet.supervisor.run;

import java.util.ArrayList;
import java.util.List;

/**
 * The first line of a script, read as the kernel reads it: an interpreter and at most one argument.
 * Scarlet starts the interpreter itself, so that a script needs no permission to be executed.
 */
final class Shebang {
  private static final List<String> SHELL = List.of("/bin/sh");

  private Shebang() {}

  /** The interpreter's command; {@code /bin/sh} where the script names none. */
  static List<String> of(String script) {
    if (!script.startsWith("#!")) {
      return SHELL;
    }
    String line = script.lines().findFirst().orElse("").substring(2).strip();
    if (line.isEmpty()) {
      return SHELL;
    }
    var command = new ArrayList<String>();
    for (String part : line.split("\\s+", 2)) {
      command.add(part);
    }
    return List.copyOf(command);
  }
}
