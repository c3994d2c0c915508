package faas.scarlet.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** How long users wait; {@code bench/cluster} runs it, CI does not. */
@Tag("lab")
@EnabledIfSystemProperty(named = "scarlet.e2e.figures", matches = "true")
class FiguresE2E {
  private static final String SYSTEM = "scarlet-e2e-figures";
  private static final int FUNCTIONS = 10;
  private static final int FILES = 40;
  private static final int STARTS = 3;

  private static final Map<String, List<Long>> PARTS = new TreeMap<>();

  private static Installation scarlet;
  private static Buckets buckets;
  private static Api api;

  @BeforeAll
  static void install() {
    var place = Surroundings.require();
    Awaitility.setDefaultTimeout(Duration.ofMinutes(3));
    Awaitility.setDefaultPollInterval(Duration.ofMillis(10));
    Awaitility.setDefaultPollDelay(Duration.ZERO);
    scarlet = Installation.prepare(SYSTEM);
    scarlet.install(
        place,
        "--set=namespaces={" + scarlet.functions() + "}",
        "--set=minio.enabled=true",
        "--set=minio.persistence.enabled=false",
        "--set=image.minio=" + place.minioImage());
    api = new Api(place, scarlet.userToken());
    buckets = new Buckets(scarlet.store(place));
  }

  @AfterAll
  static void uninstall() {
    if (scarlet != null) {
      scarlet.close();
    }
  }

  @Test
  void print() throws IOException {
    print(
        "apply to Ready, the supervisor's image pulled anew",
        1,
        any -> FiguresE2E.ready(FUNCTIONS));
    print("apply to Ready, its image on the node", FUNCTIONS, FiguresE2E::ready);
    print("delete", FUNCTIONS, FiguresE2E::delete);
    // the next sweep would find the file too, but not so soon
    print("file put at the moment of Ready, to its claim", FUNCTIONS, FiguresE2E::first);
    put(0);
    PARTS.clear();
    print("file put to output there, warm, above the script's own time", FILES, FiguresE2E::put);
    PARTS.forEach((part, taken) -> print("  of that: " + part, taken));
    print("file put to output there, from zero, the image pulled anew", STARTS, FiguresE2E::start);
  }

  /** Something that is measured by itself; milliseconds. */
  private interface Measured {
    long take(int number) throws IOException;
  }

  private static void print(String what, int times, Measured measured) throws IOException {
    var taken = new ArrayList<Long>();
    for (int i = 0; i < times; i++) {
      taken.add(measured.take(i));
    }
    print(what, taken);
  }

  private static void print(String what, List<Long> taken) {
    taken.sort(null);
    System.out.printf(
        Locale.ROOT,
        "%-62s p50 %6d ms  p95 %6d ms  of %d%n",
        what,
        percentile(taken, 50),
        percentile(taken, 95),
        taken.size());
  }

  private static long percentile(List<Long> sorted, int percent) {
    return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
  }

  private static long ready(int number) {
    long begun = System.nanoTime();
    scarlet.apply(function(number));
    scarlet.awaitReady("figure-" + number);
    return millisSince(begun);
  }

  private static long delete(int number) {
    long begun = System.nanoTime();
    Shell.run("kubectl", "delete", "sfn", "figure-" + number, "-n", scarlet.functions());
    return millisSince(begun);
  }

  private static long first(int number) throws IOException {
    ready(number);
    buckets.put("figures-" + number, "in/first", "content");
    return untilClaim(newest(number)).toMillis();
  }

  private static long put(int number) throws IOException {
    String name = System.nanoTime() + "-" + number;
    long begun = System.nanoTime();
    buckets.put("figures-0", "in/" + name, "content");
    await().until(() -> !buckets.keys("figures-0", "out/" + name).isEmpty());
    return millisSince(begun) - newestRun();
  }

  private static long start(int number) throws IOException {
    await()
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () ->
                Shell.run("kubectl", "get", "pods", "-n", scarlet.functions(), "-o", "name")
                    .isEmpty());
    return put(number);
  }

  private static JsonNode newest(int number) throws IOException {
    String function = scarlet.functions() + "/figure-" + number;
    await()
        .until(
            () ->
                api.invocations(function, "Running").isEmpty()
                    && !api.invocations(function, "Succeeded").isEmpty());
    return api.invocation(api.invocations(function, "Succeeded").getFirst().path("id").asText());
  }

  private static Duration untilClaim(JsonNode invocation) {
    return Duration.between(
        time(invocation.path("eventTime")), time(invocation.at("/attempts/0/startedAt")));
  }

  private static long newestRun() throws IOException {
    var invocation = newest(0);
    var attempt = invocation.at("/attempts/0");
    var timings = attempt.path("timings");
    long whole =
        Duration.between(time(attempt.path("startedAt")), time(attempt.path("endedAt"))).toMillis();
    part("put to claim", untilClaim(invocation).toMillis());
    part("image", timings.path("image").asLong());
    part("stage in", timings.path("stageIn").asLong());
    part("stage out", timings.path("stageOut").asLong());
    part("Knative, and the answer", whole - sum(timings));
    return timings.path("run").asLong();
  }

  private static void part(String name, long millis) {
    PARTS.computeIfAbsent(name, any -> new ArrayList<>()).add(millis);
  }

  private static Instant time(JsonNode time) {
    return Instant.parse(time.asText());
  }

  private static long sum(JsonNode timings) {
    return Stream.of("image", "stageIn", "run", "stageOut")
        .mapToLong(part -> timings.path(part).asLong())
        .sum();
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }

  private static String function(int number) {
    return """
        apiVersion: scarlet.faas/v1alpha1
        kind: ScarFunction
        metadata: {name: figure-%1$d}
        spec:
          cpu: 20m
          image: docker.io/library/busybox:1.36
          script: |
            #!/bin/sh
            cat "$INPUT_FILE_PATH" > "$TMP_OUTPUT_DIR/$(basename "$INPUT_FILE_PATH")"
          input: [{path: figures-%1$d/in}]
          output: [{path: figures-%1$d/out}]
        """
        .formatted(number);
  }
}
