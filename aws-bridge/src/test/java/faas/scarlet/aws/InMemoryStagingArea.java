package faas.scarlet.aws;

import faas.scarlet.aws.staging.Begun;
import faas.scarlet.aws.staging.StagedFile;
import faas.scarlet.aws.staging.StagedRun;
import faas.scarlet.aws.staging.StagingArea;
import faas.scarlet.model.Json;
import faas.scarlet.model.outcome.OutputObject;
import faas.scarlet.model.outcome.Staging;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** A staging bucket that is a map. */
public final class InMemoryStagingArea implements StagingArea {
  private final Map<String, byte[]> files = new ConcurrentSkipListMap<>();
  private volatile boolean away;

  /** What is there, by keys. */
  public Map<String, byte[]> files() {
    return files;
  }

  /** Whether nobody can reach it from now on. */
  public void away(boolean now) {
    away = now;
  }

  @Override
  public StagedRun run(FunctionOnLambda function, String invocation, int attempt) {
    return new Run(
        new Staging(
            "staging", "runs/%s/%s-%d".formatted(function.id().name(), invocation, attempt)));
  }

  @Override
  public int sweep(FunctionOnLambda function, Instant before) {
    int there = reached().size();
    files.keySet().removeIf(key -> key.startsWith("runs/" + function.id().name() + "/"));
    return there - files.size();
  }

  @Override
  public void close() {
    files.clear();
  }

  private Map<String, byte[]> reached() {
    if (away) {
      throw new AwsFault(AwsCause.UNREACHABLE, "the staging bucket does not answer");
    }
    return files;
  }

  private final class Run implements StagedRun {
    private final Staging place;

    private Run(Staging place) {
      this.place = place;
    }

    @Override
    public Staging place() {
      return place;
    }

    @Override
    public Optional<Begun> begun() {
      return Optional.ofNullable(reached().get(place.begun())).map(Run::begun);
    }

    @Override
    public Begun begin(Begun wanted) {
      byte[] before =
          reached().putIfAbsent(place.begun(), Json.write(wanted).getBytes(StandardCharsets.UTF_8));
      return before == null ? wanted : begun(before);
    }

    @Override
    public void bring(StagedFile input) {
      try {
        reached().put(place.input(), input.content().readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Optional<String> result() {
      return Optional.ofNullable(reached().get(place.result()))
          .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public Optional<StagedFile> fetch(OutputObject home) {
      return Optional.ofNullable(reached().get(place.output(home)))
          .map(
              bytes ->
                  new StagedFile(
                      new ByteArrayInputStream(bytes), bytes.length, "text/plain", Map.of()));
    }

    @Override
    public void clean() {
      reached().keySet().removeIf(key -> key.startsWith(place.prefix() + "/"));
    }

    private static Begun begun(byte[] json) {
      try {
        return Json.MAPPER.readValue(json, Begun.class);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
