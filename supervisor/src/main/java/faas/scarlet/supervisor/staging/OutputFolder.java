package faas.scarlet.supervisor.staging;

import faas.scarlet.supervisor.attempt.Made;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** The files of an output folder, in the order of their names. */
final class OutputFolder {
  private final Path folder;
  private final Consumer<String> warning;
  private final List<Made> found = new ArrayList<>();

  OutputFolder(Path folder, Consumer<String> warning) {
    this.folder = folder;
    this.warning = warning;
  }

  /**
   * Regular files, and links to such within the folder; all else is left out with a warning. A
   * script that removed the folder has left nothing.
   */
  List<Made> files() throws IOException {
    if (Files.isDirectory(folder)) {
      collect(folder, "");
    }
    return found;
  }

  private void collect(Path directory, String prefix) throws IOException {
    // Paths, not names: those that are no UTF-8 would not be found again by their names.
    var children = new ArrayList<Path>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
      all.forEach(children::add);
    }
    children.sort(Comparator.comparing(Path::toString));
    for (Path path : children) {
      String relative = prefix + path.getFileName();
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        collect(path, relative + "/");
      } else if (Files.isSymbolicLink(path)) {
        link(path, relative);
      } else if (Files.isRegularFile(path)) {
        found.add(new Made(relative, path));
      } else {
        leaveOut(relative, "it is a device, pipe or socket");
      }
    }
  }

  private void link(Path path, String relative) {
    try {
      var target = path.toRealPath();
      if (!target.startsWith(folder.toRealPath())) {
        leaveOut(relative, "it is a link out of the output folder");
      } else if (Files.isRegularFile(target)) {
        found.add(new Made(relative, target));
      } else {
        leaveOut(relative, "it is a link to a folder");
      }
    } catch (IOException e) {
      leaveOut(relative, "it is a link to nothing");
    }
  }

  private void leaveOut(String relative, String why) {
    // A name must not look like another line of the log.
    String name = relative.replaceAll("\\p{Cntrl}", "?");
    warning.accept("output " + name + " is not published: " + why);
  }
}
