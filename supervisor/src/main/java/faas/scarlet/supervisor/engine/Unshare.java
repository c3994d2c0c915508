package faas.scarlet.supervisor.engine;

import faas.scarlet.model.function.EngineChoice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * util-linux's {@code unshare}, which every Linux has: needs nothing installed, only a kernel that
 * allows user namespaces. The script runs as the user who runs us, without capabilities.
 */
final class Unshare implements Engine {
  private static final String NOBODY = "65534";
  private final String setup;

  Unshare() {
    try (var in = Unshare.class.getResourceAsStream("unshare.sh")) {
      if (in == null) {
        throw new IllegalStateException("unshare.sh is missing in the jar");
      }
      setup = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("unshare.sh cannot be read from the jar", e);
    }
  }

  @Override
  public EngineChoice choice() {
    return EngineChoice.UNSHARE;
  }

  @Override
  public Optional<String> lacks() {
    return HostTool.missing("unshare", "util-linux").or(() -> HostTool.missing("mount", "mount"));
  }

  @Override
  public Path inside(Workspace folders) {
    return PrivateView.inside(folders);
  }

  /** unshare, and the shell that is the first process of the namespace. */
  @Override
  public int wrappers() {
    return 2;
  }

  @Override
  public Launch prepare(Program program) throws IOException {
    var folders = program.folders();
    String unshare = HostTool.command("unshare");
    var command = new ArrayList<String>();
    command.addAll(List.of(unshare, "--user", "--map-root-user", "--mount", "--pid"));
    command.addAll(List.of("--ipc", "--uts", "--fork", "--kill-child", "--"));
    command.addAll(List.of(HostTool.command("sh"), "-c", setup, "scarlet"));
    command.addAll(
        List.of(
            program.root().toString(),
            folders.temporary().toString(),
            folders.attempt().toString(),
            inside(folders).toString(),
            program.writableRoot() ? "rw" : "ro"));
    command.addAll(List.of(HostTool.command("env")));
    program.loaderEnvironment().forEach((name, value) -> command.add(name + "=" + value));
    command.addAll(List.of(unshare, "--user"));
    command.add("--map-user=" + never0(program.user().id(), "unix:uid"));
    command.add("--map-group=" + never0(program.user().group(), "unix:gid"));
    command.add("--root=" + program.root());
    command.add("--wd=" + program.directory());
    command.add("--");
    command.addAll(program.command());
    return new Launch(command, program.plainEnvironment(), folders.scratch());
  }

  /** Root of a namespace could undo its mounts: instead of it we ourselves, or nobody. */
  private static String never0(long wanted, String attribute) throws IOException {
    if (wanted != 0) {
      return Long.toString(wanted);
    }
    String id = Files.getAttribute(Path.of("/proc/self"), attribute).toString();
    return id.equals("0") ? NOBODY : id;
  }
}
