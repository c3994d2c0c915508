package faas.scarlet.supervisor.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OomKillsTest {
  @TempDir Path folder = Path.of("");

  @Test
  void areCountedInTheUnifiedHierarchy() throws IOException {
    var membership = Files.writeString(folder.resolve("cgroup"), "0::/pod/container\n");
    var group = Files.createDirectories(folder.resolve("pod/container"));
    Files.writeString(group.resolve("memory.events"), "low 0\noom 3\noom_kill 2\n");

    assertThat(OomKills.in(folder, membership).count()).isEqualTo(2);
  }

  @Test
  void areCountedInAContainersOwnView() throws IOException {
    var membership =
        Files.writeString(folder.resolve("cgroup"), "4:memory:/not/seen/here\n1:cpu:/\n0::/\n");
    var group = Files.createDirectories(folder.resolve("memory"));
    Files.writeString(group.resolve("memory.oom_control"), "oom_kill_disable 0\noom_kill 7\n");

    assertThat(OomKills.in(folder, membership).count()).isEqualTo(7);
  }

  @Test
  void areNoneWhereNobodyCounts() {
    assertThat(OomKills.in(folder, folder.resolve("missing")).count()).isZero();
  }
}
