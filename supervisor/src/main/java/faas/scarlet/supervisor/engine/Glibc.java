package faas.scarlet.supervisor.engine;

import faas.scarlet.supervisor.image.ScopedPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The C library of an image, and where its loader looks for libraries. */
final class Glibc {
  private static final Pattern BANNER =
      Pattern.compile("GNU C Library [^\\n]*release version (\\d+)\\.(\\d+)");
  private static final Pattern INCLUDE = Pattern.compile("include\\s+(\\S+)");

  private Glibc() {}

  /** Its version, as 236 for 2.36; empty where no folder has a glibc. */
  static Optional<Integer> version(List<Path> folders) throws IOException {
    for (Path folder : folders) {
      var library = folder.resolve("libc.so.6");
      if (Files.isRegularFile(library)) {
        var banner =
            BANNER.matcher(new String(Files.readAllBytes(library), StandardCharsets.ISO_8859_1));
        return banner.find()
            ? Optional.of(
                Integer.parseInt(banner.group(1)) * 100 + Integer.parseInt(banner.group(2)))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** The folders that exist, on this machine, in the loader's order. */
  static List<Path> libraryFolders(Path root) throws IOException {
    Set<String> named = new LinkedHashSet<>(configured(root, "/etc/ld.so.conf", 0));
    for (String base : List.of("/lib", "/usr/lib")) {
      named.add(
          base + "/" + System.getProperty("os.arch").replace("amd64", "x86_64") + "-linux-gnu");
      named.add(base + "64");
      named.add(base);
    }
    var folders = new ArrayList<Path>();
    for (String name : named) {
      var folder = ScopedPath.follow(root, name);
      if (Files.isDirectory(folder) && !folders.contains(folder)) {
        folders.add(folder);
      }
    }
    return folders;
  }

  private static List<String> configured(Path root, String name, int depth) throws IOException {
    var file = ScopedPath.follow(root, name);
    var folders = new ArrayList<String>();
    if (!Files.isRegularFile(file) || depth > 1) {
      return folders;
    }
    for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
      String text = line.replaceFirst("#.*", "").strip();
      var include = INCLUDE.matcher(text);
      if (include.matches()) {
        folders.addAll(included(root, include.group(1), depth));
      } else if (text.startsWith("/")) {
        folders.add(text);
      }
    }
    return folders;
  }

  private static List<String> included(Path root, String pattern, int depth) throws IOException {
    int slash = pattern.lastIndexOf('/');
    String parent = pattern.startsWith("/") ? pattern.substring(0, slash) : "/etc/ld.so.conf.d";
    var folder = ScopedPath.follow(root, parent);
    var folders = new ArrayList<String>();
    if (Files.isDirectory(folder)) {
      try (var files = Files.newDirectoryStream(folder, pattern.substring(slash + 1))) {
        var names = new ArrayList<String>();
        files.forEach(file -> names.add(parent + "/" + file.getFileName()));
        names.sort(null);
        for (String name : names) {
          folders.addAll(configured(root, name, depth + 1));
        }
      }
    }
    return folders;
  }
}
