package faas.scarlet.supervisor.image;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;

/** Paths of an image as its own programs would see them: {@code /} and links end at its root. */
public final class ScopedPath {
  private static final int MOST_LINKS = 40;

  private ScopedPath() {}

  /** The file that a path of the image means, all links followed; it need not exist. */
  public static Path follow(Path root, String path) throws IOException {
    return walk(root, path, true);
  }

  /** The same, but a link at the end is the file meant. */
  static Path parentFollowed(Path root, String path) throws IOException {
    return walk(root, path, false);
  }

  private static Path walk(Path root, String path, boolean followLast) throws IOException {
    var names = new ArrayDeque<>(Arrays.asList(path.split("/", -1)));
    var at = root;
    int links = 0;
    while (!names.isEmpty()) {
      String name = names.pop();
      if (name.isEmpty() || name.equals(".")) {
        continue;
      }
      if (name.equals("..")) {
        at = at.equals(root) ? root : at.resolveSibling("");
        continue;
      }
      var next = at.resolve(name);
      if ((followLast || !names.isEmpty()) && Files.isSymbolicLink(next)) {
        if (++links > MOST_LINKS) {
          throw new FileSystemLoopException(path);
        }
        String target = Files.readSymbolicLink(next).toString();
        String[] steps = target.split("/", -1);
        for (int i = steps.length - 1; i >= 0; i--) {
          names.push(steps[i]);
        }
        at = target.startsWith("/") ? root : at;
        continue;
      }
      at = next;
    }
    return at;
  }
}
