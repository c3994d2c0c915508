package faas.scarlet.supervisor.run;

import faas.scarlet.model.function.FunctionSpec;
import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.fault.Fault;
import faas.scarlet.supervisor.image.Image;
import faas.scarlet.supervisor.image.ScopedPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is run: the script, the manifest's command, or the image's (as Kubernetes decides it). */
final class CommandLine {
  private CommandLine() {}

  /**
   * The command, its program as an absolute path in the image.
   *
   * @param scriptFile where the script is, as the program sees it
   * @throws Fault {@code ScriptFailed} where the program is not in the image
   */
  static List<String> of(FunctionSpec spec, Image image, Path scriptFile) throws Fault {
    var command = new ArrayList<String>();
    String script = spec.script();
    if (script != null) {
      command.addAll(Shebang.of(script));
      command.add(scriptFile.toString());
    } else if (!spec.command().isEmpty()) {
      command.addAll(spec.command());
      command.addAll(spec.args());
    } else {
      command.addAll(image.config().entrypoint());
      command.addAll(spec.args().isEmpty() ? image.config().command() : spec.args());
    }
    if (command.isEmpty()) {
      throw new Fault(
          Reason.SCRIPT_FAILED,
          "image %s has no entry point; give the function a script or a command"
              .formatted(image.reference()));
    }
    String searchPath = ScriptEnvironment.searchPath(spec, image.config());
    command.set(0, absolute(command.getFirst(), image, searchPath));
    return command;
  }

  private static String absolute(String program, Image image, String searchPath) throws Fault {
    if (program.contains("/")) {
      if (isProgram(image, program)) {
        return program.startsWith("/") ? program : "/" + program;
      }
    } else {
      for (String folder : searchPath.split(":", -1)) {
        if (folder.startsWith("/") && isProgram(image, folder + "/" + program)) {
          return folder + "/" + program;
        }
      }
    }
    throw new Fault(
        Reason.SCRIPT_FAILED,
        "image %s has no program %s; name one that it has, or use an image that has it"
            .formatted(image.reference(), program));
  }

  private static boolean isProgram(Image image, String path) {
    try {
      return Files.isRegularFile(ScopedPath.follow(image.root(), path));
    } catch (IOException e) {
      return false;
    }
  }
}
