package faas.scarlet.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says what is wrong with manifests. */
@Command(
    name = "validate",
    description = {
      "Checks manifests and says all that is wrong with them, each problem on a line of its own",
      "that begins with file and field."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example: scarlet validate examples/",
      "Exit code 0: all are right, and would be taken by a cluster too."
    })
final class ValidateCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|FOLDER",
      description = "Manifests, or folders with some (*.yaml, *.yml, *.json).")
  private List<Path> places = List.of();

  @Override
  public Integer call() throws IOException, UserError {
    boolean good = true;
    for (Path file : files()) {
      try {
        for (var function : Manifests.read(file)) {
          System.out.println(file + ": " + function.id() + " is right");
        }
      } catch (UserError e) {
        System.err.println(e.getMessage());
        good = false;
      }
    }
    return good ? 0 : 1;
  }

  private List<Path> files() throws IOException, UserError {
    var files = new ArrayList<Path>();
    for (Path place : places) {
      if (Files.isDirectory(place)) {
        files.addAll(Manifests.files(place));
      } else if (Files.isRegularFile(place)) {
        files.add(place);
      } else {
        throw new UserError(place + ": there is no such file or folder; give one with a manifest");
      }
    }
    return files;
  }
}
