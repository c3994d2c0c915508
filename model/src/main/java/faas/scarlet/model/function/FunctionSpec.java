package faas.scarlet.model.function;

import static faas.scarlet.model.function.Absent.orElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import faas.scarlet.model.storage.StoragePath;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a user writes under {@code spec}. Absent fields have their defaults, never null. */
@ValidationRule(
    value = "!(has(self.script) && has(self.scriptFrom))",
    message = "script and scriptFrom exclude each other: keep one")
@ValidationRule(
    value =
        "!((has(self.script) || has(self.scriptFrom)) && has(self.command) && size(self.command) > 0)",
    message = "script and command exclude each other: keep one")
@ValidationRule(
    value = "!has(self.script) || size(self.script) <= 524288",
    message =
        "script: expected at most 512 KiB; put large files into the image and call them from a short script")
@ValidationRule(
    value = "duration(self.timeout) > duration('0s')",
    message = "timeout: expected more than 0")
@ValidationRule(
    value =
        "!has(self.schedule) || self.schedule.matches('^[ ]*[0-9*/,-]+([ ]+[0-9*/,-]+){4}[ ]*$')",
    message =
        "schedule: expected five fields, minute hour day month weekday, as in '0 3 * * *'; names of days and months are not known")
@ValidationRule(
    value =
        "!has(self.onFailure) || self.onFailure.matches('^/*[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/.*)?$')",
    message = "onFailure: " + StoragePath.EXPECTED)
@ValidationRule(
    value = FunctionSpec.NO_LOOP,
    message =
        "output: results in a path inside of an input, or around it, would start the function again; write to another path, or let the filters exclude each other")
@ValidationRule(
    value =
        "self.placement.target == 'cluster' || (quantity(self.memory).compareTo(quantity('128Mi')) >= 0"
            + " && quantity(self.memory).compareTo(quantity('10240Mi')) <= 0)",
    message = "memory: AWS Lambda has 128Mi to 10240Mi; change it, or the placement.target")
@ValidationRule(
    value =
        "self.placement.target == 'cluster'"
            + " || (quantity(self.ephemeralStorage).compareTo(quantity('512Mi')) >= 0"
            + " && quantity(self.ephemeralStorage).compareTo(quantity('10240Mi')) <= 0)",
    message =
        "ephemeralStorage: AWS Lambda has 512Mi to 10240Mi; change it, or the placement.target")
@ValidationRule(
    value = "self.placement.target == 'cluster' || duration(self.timeout) <= duration('15m')",
    message = "timeout: AWS Lambda has at most 15m; change it, or the placement.target")
@ValidationRule(
    value = "self.placement.target == 'cluster' || self.gpu == 0",
    message = "gpu: AWS Lambda has none; leave it out, or let placement.target be cluster")
public record FunctionSpec(
    @Required
        @Pattern(IMAGE_PATTERN)
        @JsonPropertyDescription("Container image: an OCI reference with a tag or a digest.")
        String image,
    @Size(max = 20)
        @JsonPropertyDescription(
            "Secrets of type kubernetes.io/dockerconfigjson, with logins of registries.")
        List<NameReference> imagePullSecrets,
    @Nullable
        @JsonPropertyDescription(
            "Runs once per file. Its first line may name an interpreter; else /bin/sh runs it.")
        String script,
    @Nullable @JsonPropertyDescription("Where the script is, instead of in line.")
        ScriptSource scriptFrom,
    @JsonPropertyDescription("Runs instead of the image's entry point.") List<String> command,
    @JsonPropertyDescription("Arguments, instead of the image's own.") List<String> args,
    @Size(max = 200)
        @JsonPropertyDescription("Variables that the script gets beside those of the contract.")
        List<EnvironmentVariable> environment,
    @Default("false")
        @JsonPropertyDescription(
            "Whether the script gets the function's own store credentials, as AWS_* variables.")
        Boolean exposeCredentials,
    @Size(max = 64)
        @JsonPropertyDescription("Where files come from; none: only calls start the function.")
        List<Input> input,
    @Size(max = 64)
        @JsonPropertyDescription("Where results go; a file goes to every output that matches.")
        List<Output> output,
    @Default("true") @JsonPropertyDescription("Whether the file is downloaded for the script.")
        Boolean stageIn,
    @Default("512Mi")
        @Size(max = 32)
        @Pattern(Quantity.BYTES_PATTERN)
        @JsonPropertyDescription("Memory of one instance, as in a Pod.")
        String memory,
    @Default("500m")
        @Pattern(Quantity.CPU_PATTERN)
        @JsonPropertyDescription("CPU of one instance, as in a Pod; quote whole numbers.")
        String cpu,
    @Default("2Gi")
        @Size(max = 32)
        @Pattern(Quantity.BYTES_PATTERN)
        @JsonPropertyDescription("Disk of one instance, for the unpacked image and the files.")
        String ephemeralStorage,
    @Default("0") @Min(0) @JsonPropertyDescription("GPUs of one instance.") Integer gpu,
    @Default("5m")
        @Size(max = 32)
        @Pattern(Span.PATTERN)
        @JsonPropertyDescription("Time limit of one attempt, as in 90s or 5m.")
        String timeout,
    @Default("1") @Min(1) @Max(1000) @JsonPropertyDescription("Attempts at once in one instance.")
        Integer concurrency,
    @JsonPropertyDescription("Bounds for the number of instances on the cluster.") Scale scale,
    @JsonPropertyDescription("What happens after an attempt that failed.") Retry retry,
    @Nullable
        @Size(max = 512)
        @JsonPropertyDescription("Path for a record of each dead invocation.")
        String onFailure,
    @Default("Process")
        @JsonPropertyDescription("What becomes of the files that are there already.")
        Existing existing,
    @JsonPropertyDescription("How the image is run.") Execution execution,
    @JsonPropertyDescription("Where attempts run, and whether their data may go there.")
        Placement placement,
    @Nullable @JsonPropertyDescription("The AWS side of a function.") Lambda lambda,
    @Nullable @JsonPropertyDescription("Calls over HTTP, through the gateway.") Http http,
    @Nullable @Size(max = 200) @JsonPropertyDescription("Cron expression in UTC, as in 0 3 * * *.")
        String schedule,
    @Default("false") @JsonPropertyDescription("Keeps one instance ready.") Boolean keepWarm,
    @Default("false") @JsonPropertyDescription("Events are recorded, nothing runs.")
        Boolean suspended,
    @Nullable @JsonPropertyDescription("What the function's pods get beside; as in a Pod.")
        PodSettings pod) {

  /**
   * Paths are compared with a slash at their end, so that {@code in} is not inside of {@code i}.
   * Whether two filters exclude each other is left to the operator, because CEL must be cheap.
   */
  static final String NO_LOOP =
      "!has(self.input) || !has(self.output) || self.output.all(o, self.input.all(i,"
          + " o.objectStore != i.objectStore"
          + " || !((o.path + '/').startsWith(i.path + '/') || (i.path + '/').startsWith(o.path + '/'))"
          + " || (has(o.suffix) && has(i.suffix)) || (has(o.prefix) && has(i.prefix))))";

  /** An OCI reference: host and path in lower case, then a tag, a digest or both. */
  public static final String IMAGE_PATTERN =
      "^([A-Za-z0-9.-]+(:[0-9]+)?/)?[a-z0-9]+([._/-]+[a-z0-9]+)*(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[0-9a-f]{64})?$";

  public FunctionSpec {
    image = orElse(image, "");
    imagePullSecrets = Absent.orEmpty(imagePullSecrets);
    command = Absent.orEmpty(command);
    args = Absent.orEmpty(args);
    environment = Absent.orEmpty(environment);
    exposeCredentials = orElse(exposeCredentials, false);
    input = Absent.orEmpty(input);
    output = Absent.orEmpty(output);
    stageIn = orElse(stageIn, true);
    memory = orElse(memory, "512Mi");
    cpu = orElse(cpu, "500m");
    ephemeralStorage = orElse(ephemeralStorage, "2Gi");
    gpu = orElse(gpu, 0);
    timeout = orElse(timeout, "5m");
    concurrency = orElse(concurrency, 1);
    scale = orElse(scale, Scale.DEFAULT);
    retry = orElse(retry, Retry.DEFAULT);
    existing = orElse(existing, Existing.PROCESS);
    execution = orElse(execution, Execution.DEFAULT);
    placement = orElse(placement, Placement.DEFAULT);
    keepWarm = orElse(keepWarm, false);
    suspended = orElse(suspended, false);
  }

  /** How long one attempt may take. */
  public Duration timeLimit() {
    return Span.parse(timeout);
  }

  /** How many instances are always there. */
  public int leastInstances() {
    return keepWarm ? Math.max(1, scale.min()) : scale.min();
  }

  /** The same function with its script in line, wherever that was. */
  public FunctionSpec withScript(String text) {
    return with(image, text, null, environment);
  }

  /** The same function with another name for its image. */
  public FunctionSpec withImage(String reference) {
    return with(reference, script, scriptFrom, environment);
  }

  /** The same function with these variables. */
  public FunctionSpec withEnvironment(List<EnvironmentVariable> variables) {
    return with(image, script, scriptFrom, variables);
  }

  private FunctionSpec with(
      String image,
      @Nullable String script,
      @Nullable ScriptSource scriptFrom,
      List<EnvironmentVariable> environment) {
    return new FunctionSpec(
        image,
        imagePullSecrets,
        script,
        scriptFrom,
        command,
        args,
        environment,
        exposeCredentials,
        input,
        output,
        stageIn,
        memory,
        cpu,
        ephemeralStorage,
        gpu,
        timeout,
        concurrency,
        scale,
        retry,
        onFailure,
        existing,
        execution,
        placement,
        lambda,
        http,
        schedule,
        keepWarm,
        suspended,
        pod);
  }

  /** How many attempts the gateway may have in flight. */
  public int maxInFlight() {
    return scale.max() * concurrency;
  }
}
