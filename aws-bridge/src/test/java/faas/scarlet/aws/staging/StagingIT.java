package faas.scarlet.aws.staging;

import static org.assertj.core.api.Assertions.assertThat;

import faas.scarlet.aws.FunctionOnLambda;
import faas.scarlet.aws.Functions;
import faas.scarlet.aws.LabAws;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

@Tag("lab")
class StagingIT {
  private static LabAws aws;
  private static FunctionOnLambda function;
  private static Staging staging;

  @BeforeAll
  static void open() {
    aws = LabAws.open();
    function = Functions.onLambda("staging", aws.account(), "");
    staging = new Staging(aws.cache(), aws.settings());
    aws.makeBucket(bucket());
  }

  @AfterAll
  static void close() {
    if (aws != null) {
      aws.close();
    }
  }

  @Test
  void bringsFilesThereAndBack() throws Exception {
    var run = staging.run(function, "one");
    var other = staging.run(function, "other");
    other.upload("x", new ByteArrayInputStream(new byte[1]), 1);

    var input =
        run.upload("a b.txt", new ByteArrayInputStream("in".getBytes(StandardCharsets.UTF_8)), 2);
    assertThat(read(input.prefix())).isEqualTo("in");
    for (String name : new String[] {"deep/b.txt", "a.txt"}) {
      String key = run.outputs().prefix() + "/" + name;
      aws.clients().s3().putObject(r -> r.bucket(bucket()).key(key), RequestBody.fromString(name));
    }
    Map<String, String> fetched = new TreeMap<>();
    run.fetch(
        (path, size, content) ->
            fetched.put(path, new String(content.readAllBytes(), StandardCharsets.UTF_8)));
    run.clean();

    assertThat(fetched).isEqualTo(Map.of("a.txt", "a.txt", "deep/b.txt", "deep/b.txt"));
    assertThat(aws.clients().s3().listObjectsV2(r -> r.bucket(bucket())).contents())
        .singleElement()
        .satisfies(left -> assertThat(left.key()).endsWith("/other/in/x"));
    assertThat(staging.sweep(function, Instant.now().minus(Duration.ofHours(1)))).isZero();
    assertThat(staging.sweep(function, Instant.now().plus(Duration.ofHours(1)))).isOne();
  }

  private static String read(String key) {
    return aws.clients().s3().getObjectAsBytes(r -> r.bucket(bucket()).key(key)).asUtf8String();
  }

  private static String bucket() {
    return aws.settings().stagingBucket().orElseThrow();
  }
}
