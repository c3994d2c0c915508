package faas.scarlet.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;

/**
 * Room for claims. A cluster that makes volumes by itself is left to do so; for another there are
 * folders of this machine, which must be its node.
 */
final class Volumes implements AutoCloseable {
  private final List<String> names;
  private final List<Path> folders;

  private Volumes(List<String> names, List<Path> folders) {
    this.names = names;
    this.folders = folders;
  }

  /** A volume for each of these claims of a namespace. */
  static Volumes provide(String namespace, List<String> claims) {
    if (!Shell.run("kubectl", "get", "storageclass", "-o", "name").isBlank()) {
      return new Volumes(List.of(), List.of());
    }
    var folders = claims.stream().map(any -> folder()).toList();
    var names = claims.stream().map(claim -> namespace + "-" + claim).toList();
    for (int i = 0; i < claims.size(); i++) {
      Shell.run("kubectl", "delete", "pv", names.get(i), "--ignore-not-found", "--timeout=60s");
      var made =
          Shell.tryRun(
              """
              apiVersion: v1
              kind: PersistentVolume
              metadata: {name: %s}
              spec:
                capacity: {storage: 1Gi}
                accessModes: [ReadWriteOnce]
                persistentVolumeReclaimPolicy: Retain
                hostPath: {path: %s}
                claimRef: {namespace: %s, name: %s}
              """
                  .formatted(names.get(i), folders.get(i), namespace, claims.get(i)),
              "kubectl",
              "apply",
              "-f",
              "-");
      if (made.code() != 0) {
        throw new IllegalStateException(made.output());
      }
    }
    return new Volumes(names, folders);
  }

  /** The pods' users are none of this machine's. */
  private static Path folder() {
    try {
      var folder = Files.createTempDirectory("scarlet-e2e-volume");
      return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    names.forEach(name -> Shell.tryRun("", "kubectl", "delete", "pv", name, "--wait=false"));
    folders.forEach(Volumes::delete);
  }

  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      System.err.println("left behind: " + folder + " (" + e + ")");
    }
  }
}
