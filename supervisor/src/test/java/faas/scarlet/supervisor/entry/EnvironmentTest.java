package faas.scarlet.supervisor.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.scarlet.model.Json;
import faas.scarlet.model.function.EnvironmentVariable;
import faas.scarlet.supervisor.testing.Functions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {
  @TempDir Path folder = Path.of("");

  @Test
  void everythingHasADefault() throws Exception {
    var environment = new Environment(Map.of("XDG_CACHE_HOME", "/home/u/.cache"));

    var settings = environment.settings((id, line) -> {});

    assertThat(settings.images().folder()).hasToString("/home/u/.cache/scarlet");
    assertThat(settings.work()).hasToString("/tmp");
    assertThat(settings.target()).isEqualTo("local");
    assertThat(environment.port()).isEqualTo(8080);
    assertThat(environment.function()).isEmpty();
  }

  @Test
  void aFunctionIsReadAsTheOperatorWritesItAndAsAManifest() throws Exception {
    var function = Functions.script("debian", "echo", "concurrency: 3");
    var file = Files.writeString(folder.resolve("function.json"), Json.write(function));

    var environment = new Environment(Map.of("SCARLET_FUNCTION_FILE", file.toString()));

    assertThat(environment.function()).contains(function);
    assertThat(environment.concurrency(environment.function())).isEqualTo(3);
  }

  @Test
  void aReferencedValueComesFromTheSupervisorsOwnEnvironment() throws Exception {
    var function =
        Functions.script(
            "debian",
            "echo",
            "environment: [{name: CODE, valueFrom: {secretKeyRef: {name: s, key: k}}}]");
    var file = Files.writeString(folder.resolve("function.json"), Json.write(function));
    var setting = Map.of("SCARLET_FUNCTION_FILE", file.toString());
    var variables = new HashMap<>(setting);
    variables.put("SCARLET_VALUE_CODE", "4711");

    var served = new Environment(variables).function().orElseThrow();

    assertThat(served.spec().environment())
        .containsExactly(new EnvironmentVariable("CODE", "4711", null));
    assertThatThrownBy(() -> new Environment(setting).function())
        .hasMessageContaining("SCARLET_VALUE_CODE: expected the value of the function's variable");
  }

  @Test
  void whatIsWrongIsNamedAndSecretsAreNotQuoted() throws IOException {
    assertThatThrownBy(() -> new Environment(Map.of("PORT", "http")).port())
        .hasMessage("PORT: expected a number from 0 to 65535, found 'http'");
    assertThatThrownBy(
            () -> new Environment(Map.of("SCARLET_CONCURRENCY", "0")).concurrency(Optional.empty()))
        .hasMessageContaining("SCARLET_CONCURRENCY");
    var stores = Files.writeString(folder.resolve("stores"), "[{\"secretKey\": \"s3cr3t\" oops");
    assertThatThrownBy(
            () ->
                new Environment(Map.of("SCARLET_STORES_FILE", stores.toString()))
                    .settings((id, line) -> {}))
        .hasMessageContaining(stores.toString())
        .hasMessageNotContaining("s3cr3t");
  }
}
