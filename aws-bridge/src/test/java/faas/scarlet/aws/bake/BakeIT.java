package faas.scarlet.aws.bake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import faas.scarlet.aws.AwsCause;
import faas.scarlet.aws.AwsFault;
import faas.scarlet.model.Json;
import faas.scarlet.model.function.Lambda.Architecture;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("lab")
class BakeIT {
  private static final String SUPERVISOR = "docker.io/scarlet/supervisor:dev";

  @TempDir Path folder = Path.of("");
  private String registry = "";
  private Images images = Images.forNodes(Optional.empty(), Logins.NONE);

  @BeforeEach
  void registry() {
    String lab = System.getenv("LAB_REGISTRY");
    assumeTrue(lab != null, "SKIPPED: no registry; eval \"$(lab env)\" names the lab's");
    registry = lab;
    images = Images.forNodes(Optional.of("*=http://" + lab), Logins.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"docker.io/library/busybox:1.36", "debian:bookworm-slim"})
  void addsTheSupervisorToAnyImage(String image) throws Exception {
    long start = System.nanoTime();

    String baked = images.bake(image, Logins.NONE, SUPERVISOR, Architecture.X86_64, target());

    System.out.printf(
        "figure: %s baked after %d ms%n",
        image, Duration.ofNanos(System.nanoTime() - start).toMillis());
    assertThat(images.bake(image, Logins.NONE, SUPERVISOR, Architecture.X86_64, target()))
        .isEqualTo(baked);
    assertThat(
            run(
                "skopeo",
                "copy",
                "-q",
                "--insecure-policy",
                "--src-tls-verify=false",
                "docker://" + baked,
                "oci:" + folder + "/oci:x"))
        .isEmpty();
    run("umoci", "raw", "unpack", "--image", folder + "/oci:x", folder + "/root");
    var config =
        Json.MAPPER
            .readTree(run("skopeo", "inspect", "--config", "oci:" + folder + "/oci:x"))
            .path("config");
    assertThat(config.path("Entrypoint").path(0).asText()).isEqualTo("/opt/scarlet/bin/tini");
    assertThat(config.path("Env").toString()).contains(BakedConfig.OF_THE_IMAGE);
    assertThat(
            run(
                "bwrap",
                "--bind",
                folder + "/root",
                "/",
                "--proc",
                "/proc",
                "--dev",
                "/dev",
                "/opt/scarlet/java/bin/java",
                "-version"))
        .contains("openjdk version");
  }

  @Test
  void refusesLayersThatWouldNotRun() throws Exception {
    String zstd = "test/m:zstd";
    assumeTrue(
        Files.exists(Path.of("/usr/bin/skopeo"))
            && run(
                    "skopeo",
                    "inspect",
                    "--raw",
                    "--tls-verify=false",
                    "docker://" + registry + "/" + zstd)
                .contains("zstd"),
        "SKIPPED: the registry has no image with zstd layers");

    assertThatThrownBy(
            () ->
                images.bake(
                    registry + "/" + zstd, Logins.NONE, SUPERVISOR, Architecture.X86_64, target()))
        .isInstanceOfSatisfying(
            AwsFault.class, fault -> assertThat(fault.why()).isEqualTo(AwsCause.IMAGE_UNUSABLE))
        .hasMessageContaining("gzip");
  }

  @Test
  void saysWhichImageIsNotThere() {
    assertThatThrownBy(
            () ->
                images.bake("p4/nothing:1", Logins.NONE, SUPERVISOR, Architecture.X86_64, target()))
        .isInstanceOf(AwsFault.class)
        .hasMessageContaining("p4/nothing");
  }

  private Place target() {
    return new Place(URI.create("http://" + registry), "p4/baked", Logins.NONE);
  }

  private String run(String... command) throws Exception {
    var output = folder.resolve("output");
    var process =
        new ProcessBuilder(List.of(command))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return Files.readString(output);
  }
}
