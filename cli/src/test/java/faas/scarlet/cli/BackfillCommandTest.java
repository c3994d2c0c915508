package faas.scarlet.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What is asked of a gateway, in which order. */
class BackfillCommandTest {
  private final List<String> orders = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private String target = "lambda";
  private String first = "Succeeded";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void onLambdaTheFirstFileIsRunAloneAndTheRestAfterIt() {
    assertThat(scarlet("past")).isZero();

    assertThat(orders)
        .containsExactly(
            "prefix=&dryRun=true", "prefix=&limit=1", "prefix=&dryRun=false&after=0/in/a b");
  }

  @Test
  void nothingElseIsBegunWhereTheFirstFails() {
    first = "Dead";

    assertThat(scarlet("past")).isOne();

    assertThat(orders).containsExactly("prefix=&dryRun=true", "prefix=&limit=1");
  }

  @Test
  void nothingIsBegunThatIsBeyondTheBudget() {
    assertThat(scarlet("past", "--budget=0.001")).isOne();

    assertThat(orders).containsExactly("prefix=&dryRun=true");
  }

  @Test
  void aDryRunCountsOnly() {
    assertThat(scarlet("past", "--dry-run")).isZero();

    assertThat(orders).containsExactly("prefix=&dryRun=true");
  }

  @Test
  void atHomeAllIsBegunAtOnce() {
    target = "cluster";

    assertThat(scarlet("past")).isZero();

    assertThat(orders).containsExactly("prefix=&dryRun=false&after=");
  }

  private int scarlet(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.add("--gateway=http://127.0.0.1:" + server.getAddress().getPort());
    return new CommandLine(new BackfillCommand())
        .setErr(new PrintWriter(new StringWriter()))
        .execute(all.toArray(String[]::new));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.endsWith("/backfill")) {
      orders.add(exchange.getRequestURI().getQuery());
    }
    byte[] body = json(path).getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String json(String path) {
    if (path.endsWith("/backfill")) {
      return "{\"files\": 9, \"recorded\": 9, \"last\": \"0/in/a b\", \"invocation\": \"i-1\"}";
    }
    if (path.equals("/api/invocations/i-1")) {
      return "{\"state\": \"%s\", \"endedAt\": \"2026-01-01T00:00:00Z\"}".formatted(first);
    }
    return path.equals("/api/invocations")
        ? "{\"invocations\": []}"
        : """
        {"target": "%s", "counts": {},
         "size": {"memory": "512Mi", "ephemeralStorage": "2Gi", "timeLimitSeconds": 300, "atOnce": 10}}\
        """
            .formatted(target);
  }
}
