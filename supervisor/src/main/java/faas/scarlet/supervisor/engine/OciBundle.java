package faas.scarlet.supervisor.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The {@code config.json} of an OCI bundle (OCI runtime specification 1.0). */
final class OciBundle {
  private static final List<String> NO_CAPABILITY = List.of();

  private OciBundle() {}

  static Map<String, Object> config(Program program, User user) throws IOException {
    return Map.of(
        "ociVersion", "1.0.2",
        "process", process(program, user),
        "root", Map.of("path", program.root().toString(), "readonly", !program.writableRoot()),
        "hostname", "scarlet",
        "mounts", mounts(program.folders()),
        "linux", linux(user));
  }

  private static Map<String, Object> process(Program program, User user) {
    var environment =
        program.environment().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue());
    return Map.of(
        "terminal", false,
        "user", Map.of("uid", user.id(), "gid", user.group()),
        "args", program.command(),
        "env", environment.sorted().toList(),
        "cwd", program.directory(),
        "noNewPrivileges", true,
        "capabilities",
            Map.of(
                "bounding", NO_CAPABILITY,
                "effective", NO_CAPABILITY,
                "inheritable", NO_CAPABILITY,
                "permitted", NO_CAPABILITY,
                "ambient", NO_CAPABILITY));
  }

  private static List<Map<String, Object>> mounts(Workspace folders) {
    var mounts = new ArrayList<Map<String, Object>>();
    mounts.add(mount("proc", "proc", "/proc", "nosuid", "noexec", "nodev"));
    mounts.add(mount("tmpfs", "tmpfs", "/dev", "nosuid", "strictatime", "mode=755", "size=64k"));
    mounts.add(mount("tmpfs", "shm", "/dev/shm", "nosuid", "noexec", "nodev", "mode=1777"));
    mounts.add(bind(folders.temporary().toString(), "/tmp", "rw"));
    mounts.add(bind(folders.attempt().toString(), PrivateView.inside(folders).toString(), "rw"));
    for (String file : PrivateView.resolverFiles()) {
      mounts.add(bind(file, file, "ro"));
    }
    return mounts;
  }

  private static Map<String, Object> bind(String from, String to, String how) {
    return mount("bind", from, to, "bind", "nosuid", "nodev", how);
  }

  private static Map<String, Object> mount(
      String type, String source, String destination, String... options) {
    return Map.of(
        "type", type,
        "source", source,
        "destination", destination,
        "options", List.of(options));
  }

  /** A user namespace with one user: the image's is whoever we are. */
  private static Map<String, Object> linux(User user) throws IOException {
    return Map.of(
        "namespaces",
            List.of(
                Map.of("type", "user"),
                Map.of("type", "pid"),
                Map.of("type", "ipc"),
                Map.of("type", "uts"),
                Map.of("type", "mount")),
        "uidMappings", List.of(mapping(user.id(), "unix:uid")),
        "gidMappings", List.of(mapping(user.group(), "unix:gid")),
        "maskedPaths", List.of("/proc/kcore", "/proc/keys", "/proc/timer_list"),
        "readonlyPaths", List.of("/proc/sys", "/proc/sysrq-trigger", "/proc/irq", "/proc/bus"));
  }

  private static Map<String, Object> mapping(long inside, String attribute) throws IOException {
    var own = Files.getAttribute(Path.of("/proc/self"), attribute);
    return Map.of("containerID", inside, "hostID", own, "size", 1);
  }
}
