package faas.scarlet.supervisor.engine;

import faas.scarlet.model.Json;
import faas.scarlet.model.function.EngineChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** crun or runc, without control groups: limits are the pod's. */
final class OciRuntime implements Engine {
  /** Where version 2 of the control groups is on machines that have version 1 as well. */
  private static final Path SECOND_HIERARCHY = Path.of("/sys/fs/cgroup/unified");

  private final EngineChoice choice;
  private final String program;
  private final Starter starter;
  private final List<String> options;

  private OciRuntime(EngineChoice choice, String program, Starter starter, List<String> options) {
    this.choice = choice;
    this.program = program;
    this.starter = starter;
    this.options = options;
  }

  /** crun refuses machines with both versions of control groups: it is shown one of them. */
  static Engine crun() {
    var starter =
        Files.isDirectory(SECOND_HIERARCHY) ? Starter.without(SECOND_HIERARCHY) : Starter.PLAIN;
    return new OciRuntime(EngineChoice.CRUN, "crun", starter, List.of("--cgroup-manager=disabled"));
  }

  /** With its rootless mode even for root: it then passes over control groups it cannot make. */
  static Engine runc() {
    return new OciRuntime(EngineChoice.RUNC, "runc", Starter.PLAIN, List.of("--rootless", "true"));
  }

  @Override
  public EngineChoice choice() {
    return choice;
  }

  @Override
  public Optional<String> lacks() {
    return HostTool.missing(program, program);
  }

  @Override
  public Path inside(Workspace folders) {
    return PrivateView.inside(folders);
  }

  @Override
  public String walls() {
    return choice == EngineChoice.RUNC
        ? "enclosed by namespaces; the script is always root there"
        : "enclosed by namespaces";
  }

  /** The runtime; the script itself is the first process of the namespace. */
  @Override
  public int wrappers() {
    return 1;
  }

  @Override
  public Launch prepare(Program toRun) throws IOException {
    var scratch = toRun.folders().scratch();
    var config = scratch.resolve("config.json");
    // It holds the environment, so nobody else may read it.
    Files.deleteIfExists(config);
    Files.createFile(
        config, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    // runc needs a root in its namespace, and there is only one user to be had.
    var user = choice == EngineChoice.RUNC ? User.ROOT : toRun.user();
    Files.writeString(config, Json.write(OciBundle.config(toRun, user)));
    var command = new ArrayList<String>();
    command.add(program());
    command.addAll(options);
    command.addAll(List.of("--root", scratch.resolve("state").toString()));
    command.addAll(List.of("run", "--bundle", scratch.toString(), toRun.folders().id()));
    return new Launch(command, Map.of("PATH", HostTool.PATH), scratch, starter);
  }

  /** runc has grown too large for a copy, and makes its own in another way. */
  private String program() throws IOException {
    var own = HostTool.find(program);
    return choice == EngineChoice.CRUN && own.isPresent()
        ? SealedCopy.of(own.get()).toString()
        : HostTool.command(program);
  }
}
