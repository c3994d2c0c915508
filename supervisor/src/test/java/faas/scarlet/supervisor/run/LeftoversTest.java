package faas.scarlet.supervisor.run;

import static org.assertj.core.api.Assertions.assertThat;

import faas.scarlet.supervisor.disk.FolderLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
  @TempDir Path work = Path.of("");

  @Test
  void whatASupervisorLeftWhileItRemovedAnAttemptIsRemoved() throws Exception {
    var scratch = Files.createDirectory(work.resolve("id.scarlet"));
    Files.writeString(scratch.resolve("state"), "of the engine");
    Files.setLastModifiedTime(scratch, FileTime.from(Instant.now().minus(Duration.ofHours(1))));

    assertThat(Leftovers.remove(work)).isOne();

    assertThat(work).isEmptyDirectory();
  }

  @Test
  void anAttemptThatIsJustBeingMadeIsLeftAlone() throws Exception {
    var scratch = Files.createDirectory(work.resolve("id.scarlet"));

    assertThat(Leftovers.remove(work)).isZero();

    assertThat(scratch).isDirectory();
  }

  @Test
  void anAttemptThatRunsIsLeftAlone() throws Exception {
    var lock = work.resolve("id.scarlet").resolve("lock");
    try (var _ = FolderLock.tryTake(lock).orElseThrow()) {
      assertThat(Leftovers.remove(work)).isZero();
      assertThat(lock).exists();
    }
  }

  @Test
  void aStrangersFolderIsLeftAlone() throws Exception {
    var other = Files.createDirectory(work.resolve("other"));

    assertThat(Leftovers.remove(work)).isZero();

    assertThat(other).isDirectory();
  }
}
