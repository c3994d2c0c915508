package faas.scarlet.crd;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A CRD as its type gives it now.
 *
 * @param blocks those of the spec whose own fields have defaults
 */
record GeneratedCrd(String plural, Class<? extends HasMetadata> type, List<String> blocks) {
  private static final List<String> STORE_BLOCKS = List.of("notifications", "sweep");

  /** All there are. */
  static final List<GeneratedCrd> ALL =
      List.of(
          new GeneratedCrd(
              "scarfunctions",
              ScarFunction.class,
              List.of("execution", "placement", "retry", "scale")),
          new GeneratedCrd("objectstores", ObjectStore.class, STORE_BLOCKS),
          new GeneratedCrd("clusterobjectstores", ClusterObjectStore.class, STORE_BLOCKS));

  /** The committed file's name. */
  String file() {
    return name() + ".yaml";
  }

  String yaml() throws IOException {
    Path folder = Files.createTempDirectory("scarlet-crd");
    try {
      new CRDGenerator()
          .customResourceClasses(type)
          .forCRDVersions("v1")
          .withPostProcessor(new CrdFinish(type, blocks))
          .withParallelGenerationEnabled(false)
          .inOutputDir(folder.toFile())
          .generate();
      return Files.readString(folder.resolve(name() + "-v1.yml"));
    } finally {
      delete(folder);
    }
  }

  private String name() {
    return plural + "." + ScarFunction.GROUP;
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      files.forEach(
          file -> {
            try {
              Files.delete(file);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
    Files.delete(folder);
  }
}
