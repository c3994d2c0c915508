package faas.scarlet.supervisor.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import faas.scarlet.model.function.Output;
import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.fault.Fault;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An upload in parts that fails leaves nothing in the store. */
class UploadIT {
  private static final String ABORT = "DELETE /b/out/large?uploadId=up-1";
  private static final ObjectStore.Label LABEL = new ObjectStore.Label("default/f", "inv-1", 1);
  private static final Output OUTPUT = new Output("default", "b/out", List.of(), List.of());

  @TempDir Path folder = Path.of("");

  @BeforeEach
  void largeFile() throws IOException {
    try (var file = new RandomAccessFile(large().toFile(), "rw")) {
      file.setLength(100L << 20);
    }
  }

  @Test
  void aPartThatIsRefusedAbortsTheUpload() {
    try (var server =
        new ScriptedStore(
            exchange -> {
              if (part(exchange, 2)) {
                ScriptedStore.refuse(exchange, 403, "AccessDenied");
              } else {
                accept(exchange);
              }
            })) {

      assertThatThrownBy(() -> server.store().publish(OUTPUT, "large", large(), LABEL))
          .isInstanceOfSatisfying(
              Fault.class,
              fault -> {
                assertThat(fault.reason()).isEqualTo(Reason.ACCESS_DENIED);
                assertThat(fault).hasMessageContaining("publishing b/out/large");
              });
      assertThat(server.requests())
          .endsWith(ABORT)
          .noneMatch(request -> request.startsWith("POST /b/out/large?uploadId"));
    }
  }

  @Test
  void aSupervisorThatIsStoppedAbortsTheUpload() throws Exception {
    var uploading = new CountDownLatch(1);
    var ended = new CountDownLatch(1);
    var failure = new AtomicReference<Throwable>();
    try (var server =
        new ScriptedStore(
            exchange -> {
              if (part(exchange, 1)) {
                uploading.countDown();
                await(ended);
              } else {
                accept(exchange);
              }
            })) {
      var store = server.store();
      var attempt =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      store.publish(OUTPUT, "large", large(), LABEL);
                    } catch (Fault e) {
                      failure.set(e);
                    }
                  });
      assertThat(uploading.await(20, TimeUnit.SECONDS)).isTrue();
      // until no more goes into the connection: nothing but the interruption wakes the writer
      Thread.sleep(Duration.ofSeconds(1));

      attempt.interrupt();

      boolean finished = attempt.join(Duration.ofSeconds(20));
      ended.countDown();
      assertThat(finished).isTrue();
      assertThat(failure.get())
          .isInstanceOfSatisfying(
              Fault.class, fault -> assertThat(fault.reason()).isEqualTo(Reason.SUPERVISOR_LOST));
      assertThat(server.requests()).contains(ABORT);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean part(HttpExchange exchange, int number) {
    return exchange.getRequestURI().toString().contains("partNumber=" + number + "&")
        || exchange.getRequestURI().toString().endsWith("partNumber=" + number);
  }

  private static void accept(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
    boolean begin = exchange.getRequestURI().toString().endsWith("?uploads");
    byte[] answer =
        begin
            ? "<InitiateMultipartUploadResult><UploadId>up-1</UploadId></InitiateMultipartUploadResult>"
                .getBytes(StandardCharsets.UTF_8)
            : new byte[0];
    exchange.getResponseHeaders().set("ETag", "\"part\"");
    exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
    if (begin) {
      exchange.getResponseBody().write(answer);
    }
  }

  private Path large() {
    return folder.resolve("large");
  }
}
