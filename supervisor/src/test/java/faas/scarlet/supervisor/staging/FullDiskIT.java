package faas.scarlet.supervisor.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.fault.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk of 1 MiB, where the test may mount one. */
class FullDiskIT {
  @TempDir Path folder = Path.of("");
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    mounted = run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.toString());
    assumeTrue(mounted, "SKIPPED: only root may mount a small disk");
  }

  @AfterEach
  void unmount() throws Exception {
    assertThat(!mounted || run("umount", "-l", folder.toString())).isTrue();
  }

  @Test
  void isTheReasonWhenTheInputDoesNotFit() throws Exception {
    var file = folder.resolve("file");
    for (int size : new int[] {2 << 20, 40 << 20}) {
      byte[] content = new byte[size];
      try (var server =
          new ScriptedStore(exchange -> ScriptedStore.send(exchange, content, "\"a\"", size))) {

        assertThatThrownBy(() -> server.store().download("b", "k", file))
            .hasMessageContaining("downloading b/k")
            .hasMessageContaining("no space is left")
            .isInstanceOfSatisfying(
                Fault.class, fault -> assertThat(fault.reason()).isEqualTo(Reason.DISK_FULL));
      }
      Files.delete(file);
    }
  }

  private static boolean run(String... command) throws Exception {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
  }
}
