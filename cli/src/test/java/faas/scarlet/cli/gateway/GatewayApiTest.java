package faas.scarlet.cli.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GatewayApiTest {
  @Test
  void anAnswerIsReadToItsEndAlsoWhenNobodyRefersToTheApiAnyMore() throws Exception {
    var collected = new CountDownLatch(1);
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/log",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (var body = exchange.getResponseBody()) {
            body.write("one".getBytes(UTF_8));
            body.flush();
            collected.await(30, TimeUnit.SECONDS);
            body.write("two".getBytes(UTF_8));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
    var gateway = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    try (var log = new GatewayApi(gateway, Optional.empty()).read("/log")) {
      assertThat(new String(log.readNBytes(3), UTF_8)).isEqualTo("one");

      System.gc();
      collected.countDown();

      assertThat(new String(log.readAllBytes(), UTF_8)).isEqualTo("two");
    } finally {
      server.stop(0);
    }
  }
}
