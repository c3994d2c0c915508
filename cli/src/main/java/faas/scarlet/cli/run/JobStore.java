package faas.scarlet.cli.run;

import faas.scarlet.model.function.Output;
import faas.scarlet.model.outcome.OutputObject;
import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.fault.Fault;
import faas.scarlet.supervisor.staging.LocalFiles;
import faas.scarlet.supervisor.staging.ObjectStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The one store of a run on files: their folder to read from, the results' folder to write to. */
public final class JobStore implements ObjectStore {
  private final Map<String, Job> byKey;
  private final Map<String, Job> byId;
  private final Map<Path, Job> writers = new ConcurrentHashMap<>();

  public JobStore(List<Job> jobs) {
    byKey = jobs.stream().collect(Collectors.toMap(job -> job.event().key(), Function.identity()));
    byId = jobs.stream().collect(Collectors.toMap(Job::id, Function.identity()));
  }

  @Override
  public Arrived download(String bucket, String key, Path file) throws Fault {
    return files(job(byKey, key)).download(bucket, key, file);
  }

  @Override
  public int depth(String bucket, String key) {
    return 0;
  }

  @Override
  public OutputObject publish(Output output, String relativePath, Path file, Label label)
      throws Fault {
    var job = job(byId, label.invocation());
    var target = job.results().resolve(relativePath);
    var first = writers.putIfAbsent(target, job);
    if (first != null && !first.equals(job)) {
      throw new Fault(
          Reason.OUTPUT_FAILED,
          "%s is already the result of %s; let the script name its results after its input"
              .formatted(target, first.name()));
    }
    return files(job).publish(output, relativePath, file, label);
  }

  private static LocalFiles files(Job job) {
    return new LocalFiles(job.file(), job.results());
  }

  private static Job job(Map<String, Job> jobs, String name) throws Fault {
    var job = jobs.get(name);
    if (job == null) {
      throw new Fault(Reason.INPUT_MISSING, name + " is none of the files that were named");
    }
    return job;
  }
}
