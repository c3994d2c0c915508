package faas.scarlet.supervisor.engine;

import faas.scarlet.model.function.EngineChoice;
import faas.scarlet.supervisor.engine.Landlock.Access;
import faas.scarlet.supervisor.engine.Landlock.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The real udocker, in its mode P1, for who wants that: it is given the image's files as a place
 * outside its repository, and a repository of its own per attempt, which nothing is created in.
 */
final class Udocker implements Engine {
  @Override
  public EngineChoice choice() {
    return EngineChoice.UDOCKER;
  }

  @Override
  public Optional<String> lacks() {
    return HostTool.find("udocker").isPresent()
        ? Optional.empty()
        : Optional.of("udocker is not installed (pip install udocker)");
  }

  @Override
  public String walls() {
    return "as udocker leaves it: a script can read what this user can; only when it is asked for";
  }

  @Override
  public Path inside(Workspace folders) {
    return PrivateView.inside(folders);
  }

  /** udocker, which starts proot, which traces the others. */
  @Override
  public int wrappers() {
    return 2;
  }

  @Override
  public boolean hasNamespace() {
    return false;
  }

  @Override
  public Launch prepare(Program program) throws IOException {
    var folders = program.folders();
    var command = new ArrayList<String>();
    command.add(HostTool.command("udocker"));
    if (Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
      command.add("--allow-root");
    }
    command.addAll(List.of("--quiet", "run", "--nobanner", "--nosysdirs", "--containerauth"));
    command.addAll(List.of("--nometa", "--location=" + program.root()));
    command.add("--user=" + (program.user().id() == 0 ? "root" : program.user().toString()));
    command.add("--workdir=" + program.directory());
    volume(command, folders.temporary().toString(), "/tmp");
    volume(command, folders.attempt().toString(), inside(folders).toString());
    volume(command, ProotDevices.make(folders).toString(), "/dev");
    for (String path : PrivateView.sharedPaths()) {
      volume(command, path, path);
    }
    program.environment().forEach((name, value) -> command.add("--env=" + name + "=" + value));
    command.add(folders.id());
    command.addAll(program.command());
    return new Launch(
        command,
        environment(folders, System.getenv()),
        folders.scratch(),
        new Enclosure(List.of(new Rule(Path.of("/"), Access.ALL)), true));
  }

  /** Its own settings are in variables; a repository that is shared breaks when used at once. */
  private static Map<String, String> environment(Workspace folders, Map<String, String> ours) {
    var environment = new TreeMap<>(ours);
    environment.keySet().removeIf(name -> !name.startsWith("UDOCKER_") && !name.equals("PATH"));
    environment.put("HOME", folders.scratch().toString());
    environment.put("UDOCKER_DIR", folders.scratch().resolve("udocker").toString());
    return environment;
  }

  private static void volume(List<String> command, String from, String to) {
    command.add("--volume=" + from + ":" + to);
  }
}
