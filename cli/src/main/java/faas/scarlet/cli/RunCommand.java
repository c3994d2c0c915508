package faas.scarlet.cli;

import faas.scarlet.cli.run.EventRun;
import faas.scarlet.cli.run.FolderJobs;
import faas.scarlet.cli.run.Job;
import faas.scarlet.cli.run.JobStore;
import faas.scarlet.cli.run.Jobs;
import faas.scarlet.cli.run.LocalFunction;
import faas.scarlet.cli.run.RunReport;
import faas.scarlet.model.event.Event;
import faas.scarlet.model.function.Function;
import faas.scarlet.supervisor.Supervisor;
import faas.scarlet.supervisor.SupervisorSettings;
import faas.scarlet.supervisor.attempt.AlreadyRunningException;
import faas.scarlet.supervisor.fault.Fault;
import faas.scarlet.supervisor.run.ScriptLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Files through a function, without any server. */
@Command(
    name = "run",
    description = {
      "Runs a function on files of this machine, or on one event: no server, no account.",
      "Of a folder all files are processed that the function's input takes, as many at once as its",
      "concurrency says; results keep their place in the folder."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  scarlet run -f examples/grayscale.yaml examples/photo.png -o out/",
      "  scarlet run -f examples/grayscale.yaml photos/ -o grey/",
      "  scarlet run -f examples/grayscale.yaml --image-file saved.tar examples/photo.png",
      "  SCARLET_STORES_FILE=stores.json scarlet run -f examples/grayscale.yaml --event event.json",
      "The image is pulled once and kept in ~/.cache/scarlet. The paths of the results are printed",
      "on standard output. Exit code 0: all succeeded; 1: something failed."
    })
final class RunCommand implements Callable<Integer> {
  @Option(
      names = {"-f", "--function"},
      required = true,
      paramLabel = "MANIFEST",
      description = "The function.")
  private Path manifest = Path.of("");

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE|FOLDER",
      description = "What the script gets as its input.")
  private @Nullable Path place;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Folder for the results; default: the current one.")
  private Path output = Path.of(".");

  @Option(
      names = "--event",
      paramLabel = "FILE",
      description = {
        "Instead of a file: an event (- for standard input) about objects in the stores of",
        "$SCARLET_STORES_FILE, or with a body."
      })
  private @Nullable Path event;

  @Option(
      names = "--image-file",
      paramLabel = "ARCHIVE",
      description = "Image to run instead of the manifest's: from docker save, or an OCI layout.")
  private @Nullable Path imageFile;

  @Mixin private CacheFolder cache = new CacheFolder();
  @Mixin private RegistryMirror registryMirror = new RegistryMirror();

  @Override
  public Integer call()
      throws IOException, UserError, AlreadyRunningException, Fault, InterruptedException {
    var function = Manifests.readFile(manifest);
    if ((place == null) == (event == null)) {
      throw new UserError(
          "expected a file, a folder or --event, and only one of them; see scarlet run --help");
    }
    boolean good =
        event == null
            ? runFiles(LocalFunction.keepingResults(function))
            : runEvent(function, event);
    return good ? 0 : 1;
  }

  private boolean runFiles(Function function)
      throws IOException, UserError, Fault, InterruptedException, AlreadyRunningException {
    var jobs = jobs(function);
    var store = new JobStore(jobs);
    var settings = new LocalEnvironment(registryMirror, cache).settings(name -> store, log(jobs));
    var report = new RunReport(function, jobs.size(), System.out, System.err);
    return withImage(
        settings, function, (supervisor, chosen) -> Jobs.run(supervisor, chosen, jobs, report));
  }

  private boolean runEvent(Function function, Path file)
      throws IOException, UserError, Fault, InterruptedException, AlreadyRunningException {
    List<Event> events = EventRun.read(file);
    var environment = new LocalEnvironment(registryMirror, cache);
    var settings = environment.settings(environment.stores(), ScriptLog.plain(System.err));
    return withImage(
        settings, function, (supervisor, chosen) -> EventRun.run(supervisor, chosen, events));
  }

  /** An archive's image must stay in the cache as long as it is used. */
  private boolean withImage(SupervisorSettings settings, Function function, Work work)
      throws IOException, Fault, InterruptedException, AlreadyRunningException {
    var supervisor = Supervisor.open(settings);
    if (imageFile == null) {
      return work.run(supervisor, function);
    }
    try (var image = supervisor.load(imageFile)) {
      return work.run(
          supervisor, LocalFunction.of(function, "localhost/archive@" + image.digest()));
    }
  }

  @FunctionalInterface
  private interface Work {
    boolean run(Supervisor supervisor, Function function)
        throws InterruptedException, AlreadyRunningException;
  }

  private List<Job> jobs(Function function) throws IOException, UserError {
    Path from = place == null ? Path.of("") : place;
    if (Files.isDirectory(from)) {
      var found = FolderJobs.in(from, function, output);
      if (!found.leftOut().isEmpty()) {
        System.err.println("scarlet: " + found.leftOutInWords());
      }
      return found.jobs();
    }
    if (!Files.isRegularFile(from)) {
      throw new UserError(
          from + " is not there; give a file or a folder for the script to process");
    }
    return List.of(Job.of(function, from, output));
  }

  /** Where several files are at work their lines must be told apart. */
  private static ScriptLog log(List<Job> jobs) {
    if (jobs.size() == 1) {
      return ScriptLog.plain(System.err);
    }
    Map<String, String> names = jobs.stream().collect(Collectors.toMap(Job::id, Job::name));
    return ScriptLog.marked(System.err, id -> names.get(id) + " | ");
  }
}
