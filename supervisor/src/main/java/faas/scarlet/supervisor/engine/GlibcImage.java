package faas.scarlet.supervisor.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an image's loader has to be told about its libraries.
 *
 * @param version of its glibc, as 236 for 2.36; 0 where it has none
 * @param folders where its libraries are, on this machine, in the loader's order
 */
record GlibcImage(int version, List<Path> folders) {
  /** Since then the loader can be told what a program is to be called. */
  private static final int KNOWS_ARGV0 = 233;

  static GlibcImage of(Path root) throws IOException {
    var folders = Glibc.libraryFolders(root);
    return new GlibcImage(Glibc.version(folders).orElse(0), folders);
  }

  boolean knowsArgv0() {
    return version >= KNOWS_ARGV0;
  }

  /** As a search path. */
  String path() {
    return folders.stream().map(Path::toString).collect(Collectors.joining(":"));
  }

  static String text(int version) {
    return version / 100 + "." + version % 100;
  }
}
