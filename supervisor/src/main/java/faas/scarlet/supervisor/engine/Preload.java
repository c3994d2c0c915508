package faas.scarlet.supervisor.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A build of libfakechroot. It is loaded into the image's programs, so the image's glibc must be as
 * new as the build needs; and since glibc 2.33 programs call {@code stat} by another name, which
 * only builds for such a glibc catch.
 *
 * @param needs the oldest glibc, as 234 for 2.34
 */
record Preload(Path file, int needs) {
  private static final Path STANDARD = Path.of("/opt/scarlet/fakechroot");
  private static final int OTHER_STAT = 233;
  private static final Pattern NEED = Pattern.compile("GLIBC_2\\.(\\d+)\\b");

  /** The builds that this machine has: Scarlet's own, and the distribution's. */
  static List<Preload> find(Map<String, String> environment) {
    var own =
        Optional.ofNullable(environment.get("SCARLET_FAKECHROOT_DIR"))
            .map(Path::of)
            .orElse(STANDARD);
    var found = new ArrayList<Preload>();
    try {
      if (Files.isDirectory(own)) {
        try (DirectoryStream<Path> builds = Files.newDirectoryStream(own)) {
          for (Path build : builds) {
            add(build.resolve("libfakechroot.so"), found);
          }
        }
      }
      String arch = System.getProperty("os.arch").replace("amd64", "x86_64");
      add(Path.of("/usr/lib", arch + "-linux-gnu", "fakechroot", "libfakechroot.so"), found);
    } catch (IOException e) {
      return List.of();
    }
    return found;
  }

  /** The newest build that fits a glibc. */
  static Optional<Preload> fitting(List<Preload> builds, int glibc) {
    return builds.stream()
        .filter(build -> build.needs <= glibc)
        .filter(build -> build.needs >= OTHER_STAT == glibc >= OTHER_STAT)
        .max(Comparator.comparingInt(Preload::needs));
  }

  private static void add(Path file, List<Preload> found) throws IOException {
    if (Files.isReadable(file)) {
      var names = NEED.matcher(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      int needs = 200;
      while (names.find()) {
        needs = Math.max(needs, 200 + Integer.parseInt(names.group(1)));
      }
      found.add(new Preload(file, needs));
    }
  }
}
