package faas.scarlet.cli.burst;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import faas.scarlet.cli.UserError;
import faas.scarlet.model.function.FunctionSpec;
import faas.scarlet.model.function.Lambda;
import faas.scarlet.model.function.Quantity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Objects;

/**
 * A table of AWS's prices, in US dollars.
 *
 * @param date when they were so
 * @param region where
 */
public record Prices(LocalDate date, String region, OfLambda lambda, OfS3 s3) {
  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .addModule(new JavaTimeModule())
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();
  private static final double GIBIBYTE = 1L << 30;
  private static final double FREE_STORAGE = 512L << 20;

  /** An input is put for staging and a result with it; both sides read, and look for news. */
  private static final int WRITES = 3;

  private static final int READS = 6;

  /** What a function is paid for: quantities as manifests have them. */
  public record Size(String memory, String storage, boolean isArm) {
    /** Of a manifest. */
    static Size of(FunctionSpec spec) {
      var lambda = spec.lambda();
      return new Size(
          spec.memory(),
          spec.ephemeralStorage(),
          lambda != null && lambda.architecture() == Lambda.Architecture.ARM64);
    }
  }

  /** Of running. */
  public record OfLambda(
      GigabyteSecond gigabyteSecond, double request, double storageGigabyteSecond) {}

  /** Of one GiB of memory for a second. */
  public record GigabyteSecond(double x86_64, double arm64) {}

  /** Of one request. */
  public record OfS3(double write, double read) {}

  /** The table that comes with Scarlet. */
  public static Prices standard() throws IOException {
    try (var in = Objects.requireNonNull(Prices.class.getResourceAsStream("prices.yaml"))) {
      return YAML.readValue(new String(in.readAllBytes(), StandardCharsets.UTF_8), Prices.class);
    }
  }

  /** A user's own table. */
  public static Prices read(Path file) throws IOException, UserError {
    try {
      return YAML.readValue(Files.readString(file), Prices.class);
    } catch (JsonProcessingException e) {
      throw new UserError(
          "%s: expected a table of prices (%s); its form is in docs/commands.md"
              .formatted(file, e.getOriginalMessage()));
    }
  }

  /**
   * What these invocations cost, without the transfer of results out of AWS.
   *
   * @param took how long each ran
   */
  public double of(FunctionSpec spec, Collection<Duration> took) {
    var total = took.stream().reduce(Duration.ZERO, Duration::plus);
    return of(Size.of(spec), took.size(), total);
  }

  /**
   * The same for so many invocations together.
   *
   * @param took all of them, one after the other
   */
  public double of(Size size, long invocations, Duration took) {
    double memory = Quantity.bytes(size.memory()) / GIBIBYTE;
    double storage = Math.max(0, Quantity.bytes(size.storage()) - FREE_STORAGE) / GIBIBYTE;
    double ofMemory =
        size.isArm() ? lambda.gigabyteSecond().arm64() : lambda.gigabyteSecond().x86_64();
    double perSecond = memory * ofMemory + storage * lambda.storageGigabyteSecond();
    double each = lambda.request() + WRITES * s3.write() + READS * s3.read();
    return took.toMillis() / 1_000.0 * perSecond + invocations * each;
  }
}
