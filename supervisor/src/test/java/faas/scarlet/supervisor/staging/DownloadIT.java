package faas.scarlet.supervisor.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.fault.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store must not be able to do to an input. */
class DownloadIT {
  private static final int MIB = 1 << 20;

  @TempDir Path folder = Path.of("");

  @Test
  void aBodyThatBreaksOffIsTakenUpWhereItBroke() throws Exception {
    byte[] content = random(5 * MIB);
    try (var server =
        new ScriptedStore(exchange -> ScriptedStore.send(exchange, content, "\"a\"", 2 * MIB))) {

      server.store().download("b", "k", file());

      assertThat(Files.readAllBytes(file())).isEqualTo(content);
      assertThat(server.requests()).hasSize(3);
    }
  }

  @Test
  void aStoreThatAlwaysBreaksOffIsGivenUp() {
    byte[] content = random(MIB);
    try (var server =
        new ScriptedStore(exchange -> ScriptedStore.send(exchange, content, "\"a\"", 10))) {

      assertFault(
          Reason.STORE_UNAVAILABLE, "breaks off", () -> server.store().download("b", "k", file()));
    }
  }

  @Test
  void anObjectOverwrittenMidwayIsReadAnew() throws Exception {
    byte[] old = random(40 * MIB);
    byte[] young = random(20 * MIB);
    var starts = new AtomicInteger();
    try (var server =
        new ScriptedStore(
            exchange -> {
              String wanted = exchange.getRequestHeaders().getFirst("If-Match");
              if (wanted == null && starts.incrementAndGet() == 1) {
                ScriptedStore.send(exchange, old, "\"old\"", old.length);
              } else if (wanted == null || wanted.equals("\"young\"")) {
                ScriptedStore.send(exchange, young, "\"young\"", young.length);
              } else {
                ScriptedStore.refuse(exchange, 412, "PreconditionFailed");
              }
            })) {

      var arrived = server.store().download("b", "k", file());

      assertThat(arrived.bytes()).isEqualTo(young.length);
      assertThat(Files.mismatch(file(), write(young))).isEqualTo(-1);
    }
  }

  @Test
  void anObjectThatIsNeverAtRestIsARetriedFailure() {
    byte[] content = random(20 * MIB);
    try (var server =
        new ScriptedStore(
            exchange -> {
              if (exchange.getRequestHeaders().containsKey("If-Match")) {
                ScriptedStore.refuse(exchange, 412, "PreconditionFailed");
              } else {
                ScriptedStore.send(exchange, content, "\"a\"", content.length);
              }
            })) {

      assertFault(
          Reason.STORE_UNAVAILABLE,
          "overwritten while it was read",
          () -> server.store().download("b", "k", file()));
    }
  }

  @Test
  void bytesThatAreNotThoseThatWereStoredAreRefused() {
    byte[] content = random(MIB);
    try (var server =
        new ScriptedStore(
            exchange -> {
              exchange.getResponseHeaders().set("x-amz-checksum-crc32c", "AAAAAA==");
              ScriptedStore.send(exchange, content, "\"a\"", content.length);
            })) {

      assertFault(
          Reason.STORE_UNAVAILABLE,
          "expected CRC32C AAAAAA==",
          () -> server.store().download("b", "k", file()));
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void aStoreThatKnowsNoRangesIsNamedAsSuch() {
    byte[] content = random(20 * MIB);
    try (var server =
        new ScriptedStore(
            exchange -> {
              exchange.getResponseHeaders().set("ETag", "\"a\"");
              exchange.sendResponseHeaders(200, content.length);
              exchange.getResponseBody().write(content);
            })) {

      assertFault(
          Reason.STORE_UNAVAILABLE,
          "must be able to send parts",
          () -> server.store().download("b", "k", file()));
    }
  }

  @Test
  void aStoreThatIsBusyIsAskedAgain() throws Exception {
    var requests = new AtomicInteger();
    try (var server =
        new ScriptedStore(
            exchange -> {
              if (requests.incrementAndGet() < 3) {
                ScriptedStore.refuse(exchange, 503, "SlowDown");
              } else {
                ScriptedStore.send(exchange, new byte[] {'x'}, "\"a\"", 1);
              }
            })) {

      server.store().download("b", "k", file());

      assertThat(file()).hasContent("x");
    }
  }

  private Path file() {
    return folder.resolve("file");
  }

  private Path write(byte[] content) throws Exception {
    return Files.write(folder.resolve("expected"), content);
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static void assertFault(Reason reason, String words, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> {
              assertThat(fault.reason()).isEqualTo(reason);
              assertThat(fault).hasMessageContaining("downloading b/k").hasMessageContaining(words);
            });
  }
}
