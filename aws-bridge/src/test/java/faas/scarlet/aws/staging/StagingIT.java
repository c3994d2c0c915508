package faas.scarlet.aws.staging;

import static org.assertj.core.api.Assertions.assertThat;

import faas.scarlet.aws.FunctionOnLambda;
import faas.scarlet.aws.Functions;
import faas.scarlet.aws.LabAws;
import faas.scarlet.model.outcome.OutputObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

@Tag("lab")
class StagingIT {
  private static final Instant DEADLINE = Instant.parse("2026-01-02T03:04:05Z");

  private static LabAws aws;
  private static FunctionOnLambda function;
  private static S3StagingArea area;

  @BeforeAll
  static void open() {
    aws = LabAws.open();
    function = Functions.onLambda("staging", aws.account(), "");
    area = new S3StagingArea(aws.settings());
    aws.makeBucket(bucket());
  }

  @AfterAll
  static void close() {
    if (aws != null) {
      area.close();
      aws.close();
    }
  }

  @Test
  void bringsFilesThereAndBack() throws Exception {
    var run = area.run(function, "one", 2);
    var other = area.run(function, "one", 22);
    other.bring(file("x"));
    var home = new OutputObject("default", "results", "deep/a b.txt", 3, "");

    run.bring(file("in"));

    var input = aws.clients().s3().getObject(r -> r.bucket(bucket()).key(run.place().input()));
    assertThat(input.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("in");
    assertThat(input.response().metadata()).containsEntry("scarlet-depth", "3");
    assertThat(run.result()).isEmpty();
    assertThat(run.fetch(home)).isEmpty();

    put(run.place().output(home), "out");
    put(run.place().result(), "{}");

    assertThat(run.result()).hasValue("{}");
    try (var fetched = run.fetch(home).orElseThrow()) {
      assertThat(fetched.content().readAllBytes())
          .asString(StandardCharsets.UTF_8)
          .isEqualTo("out");
      assertThat(fetched.size()).isEqualTo(3);
      assertThat(fetched.metadata()).containsEntry("scarlet-depth", "4");
    }

    run.clean();
    run.clean();

    assertThat(aws.clients().s3().listObjectsV2(r -> r.bucket(bucket())).contents())
        .singleElement()
        .satisfies(left -> assertThat(left.key()).isEqualTo(other.place().input()));
    assertThat(area.sweep(function, Instant.now().minus(Duration.ofHours(1)))).isZero();
    assertThat(area.sweep(function, Instant.now().plus(Duration.ofHours(1)))).isOne();
  }

  @Test
  void onlyOneCanBegin() {
    var run = area.run(function, "race", 1);
    var first = new Begun("first", DEADLINE);

    assertThat(run.begun()).isEmpty();
    assertThat(run.begin(first)).isEqualTo(first);
    assertThat(run.begin(new Begun("second", DEADLINE.plusSeconds(1)))).isEqualTo(first);
    assertThat(run.begin(first)).isEqualTo(first);
    assertThat(run.begun()).hasValue(first);
    run.clean();
    assertThat(run.begun()).isEmpty();
  }

  private static StagedFile file(String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return new StagedFile(
        new ByteArrayInputStream(bytes), bytes.length, "text/plain", Map.of("scarlet-depth", "3"));
  }

  private static void put(String key, String content) {
    aws.clients()
        .s3()
        .putObject(
            r -> r.bucket(bucket()).key(key).metadata(Map.of("scarlet-depth", "4")),
            RequestBody.fromString(content));
  }

  private static String bucket() {
    return aws.settings().stagingBucket().orElseThrow();
  }
}
