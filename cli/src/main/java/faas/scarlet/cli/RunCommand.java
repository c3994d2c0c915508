package faas.scarlet.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.scarlet.model.Json;
import faas.scarlet.model.event.Notification;
import faas.scarlet.model.event.ObjectCreated;
import faas.scarlet.model.event.Upload;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.FunctionSpec;
import faas.scarlet.model.function.Input;
import faas.scarlet.model.function.Output;
import faas.scarlet.model.outcome.AttemptResult;
import faas.scarlet.model.outcome.OutputObject;
import faas.scarlet.model.storage.StoragePath;
import faas.scarlet.supervisor.Supervisor;
import faas.scarlet.supervisor.SupervisorSettings;
import faas.scarlet.supervisor.attempt.AlreadyRunningException;
import faas.scarlet.supervisor.attempt.Attempt;
import faas.scarlet.supervisor.entry.Environment;
import faas.scarlet.supervisor.entry.InvalidSettingException;
import faas.scarlet.supervisor.run.ScriptLog;
import faas.scarlet.supervisor.staging.LocalFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One file through a function, without any server. */
@Command(
    name = "run",
    description = "Runs a function on one file of this machine: no server, no account.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example: scarlet run -f examples/grayscale.yaml examples/photo.png -o out/",
      "The image is pulled once and kept in ~/.cache/scarlet. Exit code 0: the results are there."
    })
final class RunCommand implements Callable<Integer> {
  private static final Duration LONGEST_PULL = Duration.ofDays(1);

  @Option(
      names = {"-f", "--function"},
      required = true,
      paramLabel = "MANIFEST",
      description = "The function.")
  private Path manifest = Path.of("");

  @Parameters(paramLabel = "FILE", description = "What the script gets as its input.")
  private Path file = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Folder for the results; default: the current one.")
  private Path output = Path.of(".");

  @Mixin private RegistryMirror registryMirror = new RegistryMirror();

  @Override
  public Integer call() throws IOException, UserError, AlreadyRunningException {
    Function function = keepingResults(Manifests.readFile(manifest));
    if (!Files.isRegularFile(file)) {
      throw new UserError(file + " is not a file; give the one that the script is to process");
    }
    var supervisor = Supervisor.open(settings());
    String id = UUID.randomUUID().toString();
    // the function's own time limit counts from the script's start, whatever the pull took
    var deadline = Instant.now().plus(LONGEST_PULL).plus(function.spec().timeLimit());
    var result = supervisor.handle(new Attempt(id, 1, function, event(function), deadline));
    report(function, result);
    return result.succeeded() ? 0 : 1;
  }

  /** Whoever runs one file wants its results, also of a function that puts none into a bucket. */
  private static Function keepingResults(Function function) {
    if (!function.spec().output().isEmpty()) {
      return function;
    }
    ObjectNode spec = Json.MAPPER.valueToTree(function.spec());
    spec.putArray("output").addObject().put("path", "results");
    var keeping = Json.MAPPER.convertValue(spec, FunctionSpec.class);
    return new Function(function.id(), function.uid(), keeping);
  }

  private SupervisorSettings settings() throws UserError {
    var variables = new HashMap<>(System.getenv());
    variables.put("SCARLET_REGISTRY_MIRROR", registryMirror.value());
    var files = new LocalFiles(file, output);
    try {
      return new Environment(variables)
          .settings(name -> files, ScriptLog.plain(System.err), new PullReport());
    } catch (InvalidSettingException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  /** The event that the store would have sent, had the file been put into the first input. */
  private ObjectCreated event(Function function) throws IOException {
    String name = file.toAbsolutePath().normalize().getFileName().toString();
    var upload = Upload.listed("local", Files.getLastModifiedTime(file).toInstant());
    var location =
        function.spec().input().stream()
            .findFirst()
            .map(Input::location)
            .orElse(new StoragePath("local", ""));
    return Notification.created(
        "Put", location.bucket(), location.key(name), Files.size(file), upload);
  }

  private void report(Function function, AttemptResult result) {
    result.outputs().stream()
        .map(published -> output.resolve(relativePath(function, published)))
        .distinct()
        .forEach(System.out::println);
    var message = result.message();
    if (message != null) {
      System.err.println("scarlet: " + message);
    }
    var timings = result.timings();
    System.err.printf(
        "scarlet: %s, engine %s; milliseconds: image %d, stage in %d, run %d, stage out %d%n",
        Json.write(result.state()).replace("\"", ""),
        result.engine(),
        timings.image(),
        timings.stageIn(),
        timings.run(),
        timings.stageOut());
  }

  /** Name of a result below the output folder, where all outputs of the function meet. */
  private static String relativePath(Function function, OutputObject published) {
    return function.spec().output().stream()
        .map(Output::location)
        .filter(location -> location.contains(published.bucket(), published.key()))
        .map(location -> published.key().substring(location.keyPrefix().length()))
        .findFirst()
        .orElse(published.key());
  }
}
