package faas.scarlet.supervisor.entry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.scarlet.model.Json;
import faas.scarlet.model.outcome.AttemptNews;
import faas.scarlet.model.outcome.AttemptRequest;
import faas.scarlet.model.outcome.AttemptResult;
import faas.scarlet.supervisor.testing.AnyEngine;
import faas.scarlet.supervisor.testing.Functions;
import faas.scarlet.supervisor.testing.HostImage;
import faas.scarlet.supervisor.testing.RegistryServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a Job's log says to a gateway. */
@ExtendWith(AnyEngine.class)
class OneAttemptIT {
  @TempDir Path folder = Path.of("");
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void whatIsPrintedComesInLinesAndTheResultLast() throws Exception {
    int exit = run("echo working; exit 4", request("hello"));

    var lines = out.toString(UTF_8).lines().toList();
    assertThat(Json.MAPPER.readValue(lines.getFirst(), AttemptNews.class).log())
        .isEqualTo("working\n");
    var result = Json.MAPPER.readValue(lines.getLast(), AttemptResult.class);
    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(result.logTail()).isEqualTo("working\n");
    assertThat(exit).isEqualTo(1);
  }

  @Test
  void aCallerIsAnswered() throws Exception {
    int exit =
        run(
            "tr a-z A-Z < $INPUT_FILE_PATH",
            request("{\"httpMethod\": \"POST\", \"path\": \"/\", \"body\": \"hello\"}"));

    var lines = out.toString(UTF_8).lines().toList();
    assertThat(lines.get(lines.size() - 2)).contains("answer", "SEVMTE8="); // HELLO in base64
    assertThat(exit).isZero();
  }

  @Test
  void aMissingRequestIsNamed() {
    assertThatThrownBy(() -> run("true", ""))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("SCARLET_ATTEMPT_REQUEST: required");
  }

  private int run(String script, String request) throws Exception {
    try (var registry = new RegistryServer()) {
      var function = Functions.script(HostImage.push(registry), script);
      var file = Files.writeString(folder.resolve("function"), Json.write(function));
      return OneAttempt.run(
          new Environment(
              Map.of(
                  "SCARLET_FUNCTION_FILE", file.toString(),
                  "SCARLET_CACHE", folder.resolve("cache").toString(),
                  "SCARLET_WORK", folder.resolve("work").toString(),
                  "SCARLET_REGISTRY_MIRROR", registry.mirror(),
                  "SCARLET_INVOCATION", "one",
                  "SCARLET_ATTEMPT_REQUEST", request)),
          new PrintStream(out, true, UTF_8));
    }
  }

  private static String request(String event) {
    return Json.write(new AttemptRequest(1, event, Instant.now().plusSeconds(60), null));
  }
}
