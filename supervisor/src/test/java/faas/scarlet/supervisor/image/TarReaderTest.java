package faas.scarlet.supervisor.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import faas.scarlet.supervisor.fault.Fault;
import faas.scarlet.supervisor.testing.Layer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarReaderTest {
  private static final String LONG_NAME = "folder/".repeat(40) + "Grüße-".repeat(20) + "end";

  @TempDir Path folder = Path.of("");

  private static final class Seen {
    final TarEntry entry;
    final byte[] content;

    Seen(TarEntry entry, byte[] content) {
      this.entry = entry;
      this.content = content;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 512, 1000, 1 << 20})
  void readsPiecesOfAnySize(int piece) throws Exception {
    byte[] content = "0123456789".repeat(200).getBytes(UTF_8);
    byte[] tar =
        new Layer().file("a", 0640, content).link("l", LONG_NAME).file(LONG_NAME, "x").tar();

    var seen = read(tar, piece);

    assertThat(seen).extracting(each -> each.entry.name()).containsExactly("a", "l", LONG_NAME);
    assertThat(seen.get(0).content).isEqualTo(content);
    assertThat(seen.get(0).entry.mode()).isEqualTo(0640);
    assertThat(seen.get(1).entry.link()).isEqualTo(LONG_NAME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--format=gnu",
        "--format=posix --sparse-version=0.0",
        "--format=posix --sparse-version=0.1",
        "--format=posix --sparse-version=1.0"
      })
  void readsWhatGnuTarWrites(String format) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/tar")), "SKIPPED: no tar on this machine");
    var in = Files.createDirectory(folder.resolve("in"));
    byte[] noise = new byte[10_000];
    new Random(1).nextBytes(noise);
    try (var file = new RandomAccessFile(in.resolve("sparse").toFile(), "rw")) {
      for (int i = 0; i < 30; i++) { // more extents than one header holds
        file.seek(i * 100_000L);
        file.write(noise);
      }
      file.setLength(9_000_000);
    }
    var longFile = in.resolve(LONG_NAME);
    Files.createDirectories(longFile.getParent());
    Files.writeString(longFile, "long");
    var time = FileTime.from(Instant.ofEpochSecond(-5));
    Files.setLastModifiedTime(longFile, time);
    var tar = folder.resolve("t.tar");
    run("/bin/tar --sparse " + format + " -C " + in + " -cf " + tar + " sparse folder");

    Unpacking.unpack(folder.resolve("root"), Files.readAllBytes(tar));

    var sparse = folder.resolve("root/sparse");
    assertThat(Files.mismatch(in.resolve("sparse"), sparse)).isEqualTo(-1);
    assertThat(folder.resolve("root").resolve(LONG_NAME)).hasContent("long");
    assertThat(Files.getLastModifiedTime(folder.resolve("root").resolve(LONG_NAME)))
        .isEqualTo(time);
    for (var seen : read(Files.readAllBytes(tar), 1 << 16)) {
      // Holes are in none of the archives, so they are not written either.
      assertThat(seen.content.length).isLessThan(1_000_000);
    }
  }

  @Test
  void whatEndsTooEarlyOrIsNoArchiveIsRefused() {
    byte[] tar = new Layer().file("a", "x".repeat(5000)).tar();

    assertThatThrownBy(() -> read(Arrays.copyOf(tar, 3000), 512)).hasMessageContaining("ends");
    assertThatThrownBy(() -> read(Arrays.copyOf(tar, 100), 512)).hasMessageContaining("ends");
    assertThatThrownBy(() -> read("<html>".repeat(100).getBytes(UTF_8), 512))
        .hasMessageContaining("no tar archive");
  }

  @Property(tries = 500)
  void anyBytesEndWellOrAreRefused(@ForAll @Size(max = 3000) byte[] bytes) throws Exception {
    readOrRefuse(bytes);
  }

  @Property(tries = 1000)
  void damagedArchivesEndWellOrAreRefused(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 6143) Integer> places,
      @ForAll byte value)
      throws Exception {
    byte[] tar =
        new Layer().file("a", "x".repeat(700)).link("l", LONG_NAME).hardLink("h", "a").tar();
    for (int place : places) {
      tar[place % tar.length] = value;
      repair(tar, place % tar.length / 512 * 512);
    }
    readOrRefuse(tar);
  }

  /** So that the damage is not found by the checksum alone. */
  private static void repair(byte[] tar, int header) {
    int sum = 8 * ' ';
    for (int i = 0; i < 512; i++) {
      sum += i >= 148 && i < 156 ? 0 : tar[header + i] & 0xff;
    }
    byte[] digits = "%06o\0 ".formatted(sum).getBytes(UTF_8);
    System.arraycopy(digits, 0, tar, header + 148, 8);
  }

  private static void readOrRefuse(byte[] bytes) throws Fault {
    try {
      for (var seen : read(bytes, 700)) {
        EntryName.of(seen.entry.name());
      }
    } catch (IOException refused) {
      assertThat(refused).hasMessageNotContaining("null");
    }
  }

  private static List<Seen> read(byte[] tar, int piece) throws IOException, Fault {
    var left = ByteBuffer.wrap(tar);
    var reader =
        new TarReader(
            () -> {
              int length = Math.min(piece, left.remaining());
              var next = left.slice(left.position(), length);
              left.position(left.position() + length);
              return next;
            });
    var seen = new ArrayList<Seen>();
    for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
      var content = new ByteArrayOutputStream();
      for (var part = reader.content(); part.hasRemaining(); part = reader.content()) {
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        content.writeBytes(bytes);
      }
      seen.add(new Seen(entry.get(), content.toByteArray()));
    }
    return seen;
  }

  private static void run(String command) {
    try {
      var process = new ProcessBuilder(command.split(" ")).inheritIO().start();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
