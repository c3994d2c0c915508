package faas.scarlet.supervisor.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** An image of this machine's own shell and a few tools, so that tests need no other image. */
public final class HostImage {
  private static final List<String> TOOLS =
      List.of(
          "sh",
          "cat",
          "cp",
          "sleep",
          "mkdir",
          "ls",
          "env",
          "id",
          "touch",
          "head",
          "ln",
          "rm",
          "mkfifo",
          "true",
          "setsid",
          "tr",
          "wc",
          "pwd",
          "stat",
          "sha256sum",
          "sort");

  private static final Pattern LIBRARY = Pattern.compile("(/\\S+)");

  private HostImage() {}

  /** One layer with the tools in {@code /bin} and their libraries where they look for them. */
  public static byte[] layer() throws IOException {
    var layer = new Layer();
    Set<Path> libraries = new TreeSet<>();
    for (String tool : TOOLS) {
      for (String folder : List.of("/bin", "/usr/bin")) {
        var program = Path.of(folder, tool);
        if (Files.isExecutable(program)) {
          layer.file("bin/" + tool, 0755, Files.readAllBytes(program));
          libraries.addAll(libraries(program));
          break;
        }
      }
    }
    for (Path library : libraries) {
      layer.file(library.toString().substring(1), 0755, Files.readAllBytes(library));
    }
    byte[] script = "#!/bin/sh -e\necho \"says $*\"\n".getBytes(StandardCharsets.UTF_8);
    layer.file("bin/say", 0755, script);
    layer.file("etc/image", "made of this machine's own shell\n");
    layer.file("etc/passwd", "root:x:0:0:root:/:/bin/sh\n");
    return layer.gzip();
  }

  /** Puts the image into a registry, and gives its reference. */
  public static String push(RegistryServer registry) throws IOException {
    return registry.push("test/host", "latest", List.of(layer()));
  }

  private static Set<Path> libraries(Path program) throws IOException {
    var process = new ProcessBuilder("ldd", program.toString()).redirectErrorStream(true).start();
    var libraries = new TreeSet<Path>();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    for (String line : output.split("\n", -1)) {
      var matcher = LIBRARY.matcher(line.substring(line.indexOf("=>") + 1));
      if (matcher.find()) {
        libraries.add(Path.of(matcher.group(1)));
      }
    }
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return libraries;
  }
}
