package faas.scarlet.supervisor.engine;

import faas.scarlet.model.function.EngineChoice;
import faas.scarlet.supervisor.engine.Landlock.Access;
import faas.scarlet.supervisor.engine.Landlock.Rule;
import faas.scarlet.supervisor.image.ScopedPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * proot: it traces all that a program asks of the kernel and rewrites the paths. Slow, but it runs
 * any program, static or of another C library, wherever one process may trace another.
 */
final class Proot implements Engine {
  /** proot and the libraries that it is linked with. */
  private static final List<String> OWN_FILES = List.of("/lib", "/lib64", "/usr/lib", "/usr/lib64");

  private static final String ENV = "/usr/bin/env";

  @Override
  public EngineChoice choice() {
    return EngineChoice.PROOT;
  }

  @Override
  public Optional<String> lacks() {
    return HostTool.missing("proot", "proot");
  }

  @Override
  public String walls() {
    return Enclosure.worth();
  }

  @Override
  public Path inside(Workspace folders) {
    return PrivateView.inside(folders);
  }

  /** proot itself, which traces the others. */
  @Override
  public int wrappers() {
    return 1;
  }

  @Override
  public boolean hasNamespace() {
    return false;
  }

  @Override
  public Launch prepare(Program program) throws IOException {
    var proot = Path.of(HostTool.command("proot"));
    var folders = program.folders();
    var loader = folders.scratch().resolve("loader");
    var command = new ArrayList<String>();
    command.addAll(List.of(proot.toString(), "-r", program.root().toString()));
    command.addAll(List.of("-i", program.user().toString(), "-w", program.directory()));
    bind(command, folders.temporary().toString(), "/tmp");
    bind(command, folders.attempt().toString(), inside(folders).toString());
    bind(command, ProotDevices.make(folders).toString(), "/dev");
    for (String path : PrivateView.sharedPaths()) {
      bind(command, path, path);
    }
    command.addAll(withLoaderEnvironment(program));
    var environment = new TreeMap<>(program.plainEnvironment());
    if (ProotLoader.write(proot, loader)) {
      environment.put("PROOT_LOADER", loader.toString());
    }
    var own = OWN_FILES.stream().map(path -> new Rule(Path.of(path), Access.RUN));
    var tools =
        Stream.of(
            new Rule(proot, Access.RUN),
            new Rule(loader, Access.RUN),
            new Rule(folders.scratch().resolve("dev"), Access.READ));
    return new Launch(
        command,
        Map.copyOf(environment),
        folders.scratch(),
        Enclosure.around(program, Stream.concat(tools, own), true));
  }

  /**
   * Variables for the image's loader must not reach that of proot: a program of the image adds
   * them.
   */
  private static List<String> withLoaderEnvironment(Program program) throws IOException {
    var variables = program.loaderEnvironment();
    var command = new ArrayList<String>();
    if (!variables.isEmpty() && Files.isExecutable(ScopedPath.follow(program.root(), ENV))) {
      command.add(ENV);
      variables.forEach((name, value) -> command.add(name + "=" + value));
    }
    command.addAll(program.command());
    return command;
  }

  private static void bind(List<String> command, String from, String to) {
    command.addAll(List.of("-b", from + ":" + to));
  }
}
