package faas.scarlet.supervisor.engine;

import faas.scarlet.model.function.EngineChoice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** bubblewrap: a user namespace of our own, no privileges needed where the kernel allows those. */
final class Bubblewrap implements Engine {
  @Override
  public EngineChoice choice() {
    return EngineChoice.BUBBLEWRAP;
  }

  @Override
  public Optional<String> lacks() {
    return HostTool.missing("bwrap", "bubblewrap");
  }

  @Override
  public Path inside(Workspace folders) {
    return PrivateView.inside(folders);
  }

  /** The outer bwrap, and its first process in the namespace. */
  @Override
  public int wrappers() {
    return 2;
  }

  @Override
  public Launch prepare(Program program) {
    var folders = program.folders();
    var command = new ArrayList<String>();
    command.add(HostTool.command("bwrap"));
    command.addAll(List.of("--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-uts"));
    command.addAll(List.of("--uid", Long.toString(program.user().id())));
    command.addAll(List.of("--gid", Long.toString(program.user().group())));
    command.addAll(List.of("--cap-drop", "ALL", "--die-with-parent", "--new-session"));
    bind(command, program.writableRoot() ? "--bind" : "--ro-bind", program.root().toString(), "/");
    command.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
    bind(command, "--bind", folders.temporary().toString(), "/tmp");
    bind(command, "--bind", folders.attempt().toString(), inside(folders).toString());
    for (String file : PrivateView.resolverFiles()) {
      bind(command, "--ro-bind", file, file);
    }
    program
        .loaderEnvironment()
        .forEach((name, value) -> command.addAll(List.of("--setenv", name, value)));
    command.addAll(List.of("--chdir", program.directory(), "--"));
    command.addAll(program.command());
    return new Launch(command, program.plainEnvironment(), folders.scratch());
  }

  private static void bind(List<String> command, String how, String from, String to) {
    command.addAll(List.of(how, from, to));
  }
}
