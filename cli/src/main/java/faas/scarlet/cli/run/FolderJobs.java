package faas.scarlet.cli.run;

import faas.scarlet.cli.UserError;
import faas.scarlet.model.function.Function;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of a folder and of the folders in it, as far as the function takes them.
 *
 * @param leftOut names of those that it does not take
 */
public record FolderJobs(List<Job> jobs, List<String> leftOut) {
  private static final int MOST_NAMED = 5;

  public FolderJobs {
    jobs = List.copyOf(jobs);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Finds them, in the order of their names; symbolic links and hidden files are passed over, and
   * so is the results' folder where it is inside.
   */
  public static FolderJobs in(Path folder, Function function, Path results)
      throws IOException, UserError {
    var jobs = new ArrayList<Job>();
    var leftOut = new ArrayList<String>();
    for (Path file : files(folder, results)) {
      var job = Job.of(function, file, folder.relativize(file).toString(), results);
      if (job.isWanted(function)) {
        jobs.add(job);
      } else {
        leftOut.add(job.name());
      }
    }
    if (jobs.isEmpty()) {
      throw new UserError(
          "function %s takes no file of %s; see prefix, suffix, minSize and maxSize of its input"
              .formatted(function.id(), folder));
    }
    return new FolderJobs(jobs, leftOut);
  }

  private static List<Path> files(Path folder, Path results) throws IOException {
    var own = results.toAbsolutePath().normalize();
    boolean inside = own.startsWith(folder.toAbsolutePath().normalize());
    try (var all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !Files.isSymbolicLink(file) && !isHidden(folder.relativize(file)))
          .filter(
              file ->
                  !inside
                      || own.equals(folder.toAbsolutePath().normalize())
                      || !file.toAbsolutePath().normalize().startsWith(own))
          .sorted()
          .toList();
    }
  }

  private static boolean isHidden(Path relative) {
    for (Path part : relative) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  /** Which files are left out, for the user; empty where there are none. */
  public String leftOutInWords() {
    if (leftOut.isEmpty()) {
      return "";
    }
    String named = String.join(", ", leftOut.subList(0, Math.min(MOST_NAMED, leftOut.size())));
    return "left out, because the function's input does not take them: "
        + named
        + (leftOut.size() > MOST_NAMED ? " and " + (leftOut.size() - MOST_NAMED) + " more" : "");
  }
}
