package faas.scarlet.supervisor.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.scarlet.model.event.Events;
import faas.scarlet.model.function.Output;
import faas.scarlet.model.outcome.OutputObject;
import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.attempt.Attempt;
import faas.scarlet.supervisor.attempt.Made;
import faas.scarlet.supervisor.fault.Fault;
import faas.scarlet.supervisor.testing.Functions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What staging does with any store. */
class StagingTest {
  private static final String EVENT =
      """
      {"Records":[{"eventName":"ObjectCreated:Put","eventTime":"2026-01-02T03:04:05Z","s3":{
      "bucket":{"name":"pictures"},"object":{"key":"in/a.txt","size":5}}}]}""";

  @TempDir Path folder = Path.of("");
  private final Queue<String> published = new ConcurrentLinkedQueue<>();

  @Test
  void afterAFailureNothingNewIsPublished() throws Exception {
    for (int i = 100; i < 200; i++) {
      Files.writeString(folder.resolve("f" + i), "x");
    }

    assertThatThrownBy(() -> new StageOut(name -> store("f110", 0)).publish(attempt(), 0, made()))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.reason()).isEqualTo(Reason.OUTPUT_FAILED));

    assertThat(published).contains("f100 depth 1").hasSizeLessThan(30);
  }

  @Test
  void outputsComeInTheOrderOfTheirNames() throws Exception {
    for (int i = 100; i < 130; i++) {
      Files.writeString(folder.resolve("f" + i), "x");
    }

    var outputs = new StageOut(name -> store("none", 0)).publish(attempt(), 4, made());

    assertThat(outputs).extracting(OutputObject::key).hasSize(30).isSorted();
    assertThat(published).allMatch(line -> line.endsWith("depth 5"));
  }

  private List<Made> made() throws Fault {
    return StageOut.files(folder, warning -> {});
  }

  @Test
  void anInputOfTheLastDepthIsRefused() {
    for (String stageIn : new String[] {"stageIn: true", "stageIn: false"}) {
      assertThatThrownBy(
              () -> new StageIn(name -> store("none", 16)).stage(attempt(stageIn), folder))
          .hasMessageContaining("pictures/in/a.txt")
          .isInstanceOfSatisfying(
              Fault.class, fault -> assertThat(fault.reason()).isEqualTo(Reason.RECURSION_LIMIT));
    }
  }

  private static Attempt attempt(String... fields) throws Exception {
    var all = new ArrayList<>(List.of(fields));
    all.add("output: [{path: results}]");
    var function = Functions.script("docker.io/x:1", "true", all.toArray(String[]::new));
    var event = Events.parse(EVENT).getFirst();
    return new Attempt("id", 1, function, event, Instant.now().plusSeconds(60));
  }

  private ObjectStore store(String refused, int depth) {
    return new ObjectStore() {
      @Override
      public Arrived download(String bucket, String key, Path file) {
        try {
          Files.writeString(file, "x");
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
        return new Arrived(1, depth);
      }

      @Override
      public int depth(String bucket, String key) {
        return depth;
      }

      @Override
      public OutputObject publish(Output output, String relativePath, Path file, Label label)
          throws Fault {
        if (relativePath.equals(refused)) {
          throw new Fault(Reason.OUTPUT_FAILED, "refused");
        }
        published.add(relativePath + " depth " + label.depth());
        return new OutputObject("default", "results", relativePath, 1, "");
      }
    };
  }
}
