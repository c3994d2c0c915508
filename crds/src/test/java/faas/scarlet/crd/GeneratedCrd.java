package faas.scarlet.crd;

import io.fabric8.crdv2.generator.CRDGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The CRD as the types give it now. */
final class GeneratedCrd {
  private GeneratedCrd() {}

  static String yaml() throws IOException {
    Path folder = Files.createTempDirectory("scarlet-crd");
    try {
      new CRDGenerator()
          .customResourceClasses(ScarFunction.class)
          .forCRDVersions("v1")
          .withPostProcessor(new CrdFinish())
          .withParallelGenerationEnabled(false)
          .inOutputDir(folder.toFile())
          .generate();
      return Files.readString(folder.resolve("scarfunctions.scarlet.faas-v1.yml"));
    } finally {
      delete(folder);
    }
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
