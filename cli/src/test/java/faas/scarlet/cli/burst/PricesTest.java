package faas.scarlet.cli.burst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import faas.scarlet.cli.UserError;
import faas.scarlet.model.Json;
import faas.scarlet.model.function.FunctionSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PricesTest {
  @TempDir private Path folder;

  @Test
  void memoryStorageAndRequestsAreCounted() throws Exception {
    var prices = Prices.read(table());

    double cost = prices.of(spec("x86_64"), List.of(Duration.ofSeconds(3), Duration.ofSeconds(7)));

    // 10 s with 2 GiB at 1, and 1.5 GiB of paid storage at 0.1; 2 requests at 5, 6 writes, 12 reads
    assertThat(cost).isCloseTo(20 + 1.5 + 10 + 0.6 + 0.12, within(1e-9));
    assertThat(prices.of(spec("arm64"), List.of(Duration.ofSeconds(1))))
        .isCloseTo(1 + 0.15 + 5 + 0.3 + 0.06, within(1e-9));
  }

  @Test
  void scarletsOwnTableSaysWhenAndWhereItWasTrue() throws Exception {
    assertThat(Prices.standard().date()).isNotNull();
    assertThat(Prices.standard().of(spec("x86_64"), List.of(Duration.ofSeconds(1)))).isPositive();
  }

  @Test
  void whatIsMissingInATableIsSaid() throws Exception {
    var file = Files.writeString(folder.resolve("bad.yaml"), "date: 2025-01-01\nregion: x\n");

    assertThatThrownBy(() -> Prices.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("bad.yaml")
        .hasMessageContaining("lambda");
  }

  private Path table() throws Exception {
    return Files.writeString(
        folder.resolve("prices.yaml"),
        """
        date: 2025-01-01
        region: x
        lambda:
          gigabyteSecond: {x86_64: 1, arm64: 0.5}
          request: 5
          storageGigabyteSecond: 0.1
        s3: {write: 0.1, read: 0.01}
        """);
  }

  private static FunctionSpec spec(String architecture) throws Exception {
    return Json.MAPPER.readValue(
        """
        {"image": "i", "memory": "2Gi", "ephemeralStorage": "2Gi",
         "lambda": {"architecture": "%s"}}
        """
            .formatted(architecture),
        FunctionSpec.class);
  }
}
