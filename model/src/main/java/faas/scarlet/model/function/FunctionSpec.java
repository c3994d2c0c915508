package faas.scarlet.model.function;

import static faas.scarlet.model.function.Absent.orElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a user writes under {@code spec}. Absent fields have their defaults, never null. */
@ValidationRule(
    value = "!(has(self.script) && has(self.scriptFrom))",
    message = "script and scriptFrom exclude each other: keep one")
@ValidationRule(
    value = "!((has(self.script) || has(self.scriptFrom)) && has(self.command))",
    message = "script and command exclude each other: keep one")
public record FunctionSpec(
    @Required
        @Pattern(IMAGE_PATTERN)
        @JsonPropertyDescription("Container image: an OCI reference with a tag or a digest.")
        String image,
    @NotYet @JsonPropertyDescription("Secrets of type kubernetes.io/dockerconfigjson.")
        List<NameReference> imagePullSecrets,
    @Nullable
        @JsonPropertyDescription(
            "Runs once per file. Its first line may name an interpreter; else /bin/sh runs it.")
        String script,
    @NotYet @Nullable @JsonPropertyDescription("Where the script is, instead of in line.")
        ScriptSource scriptFrom,
    @JsonPropertyDescription("Runs instead of the image's entry point.") List<String> command,
    @JsonPropertyDescription("Arguments, instead of the image's own.") List<String> args,
    @JsonPropertyDescription("Variables that the script gets beside those of the contract.")
        List<EnvironmentVariable> environment,
    @NotYet
        @Default("false")
        @JsonPropertyDescription("Whether the script gets the function's own store credentials.")
        Boolean exposeCredentials,
    @JsonPropertyDescription("Where files come from; none: only calls start the function.")
        List<Input> input,
    @JsonPropertyDescription("Where results go; a file goes to every output that matches.")
        List<Output> output,
    @Default("true") @JsonPropertyDescription("Whether the file is downloaded for the script.")
        Boolean stageIn,
    @Default("512Mi")
        @Pattern(Quantity.BYTES_PATTERN)
        @JsonPropertyDescription("Memory of one instance, as in a Pod.")
        String memory,
    @Default("500m")
        @Pattern(Quantity.CPU_PATTERN)
        @JsonPropertyDescription("CPU of one instance, as in a Pod; quote whole numbers.")
        String cpu,
    @Default("2Gi")
        @Pattern(Quantity.BYTES_PATTERN)
        @JsonPropertyDescription("Disk of one instance, for the unpacked image and the files.")
        String ephemeralStorage,
    @NotYet @Default("0") @Min(0) @JsonPropertyDescription("GPUs of one instance.") Integer gpu,
    @Default("5m")
        @Pattern(Span.PATTERN)
        @JsonPropertyDescription("Time limit of one attempt, as in 90s or 5m.")
        String timeout,
    @Default("1") @Min(1) @Max(1000) @JsonPropertyDescription("Attempts at once in one instance.")
        Integer concurrency,
    Scale scale,
    Retry retry,
    @Nullable @JsonPropertyDescription("Path for a record of each dead invocation.")
        String onFailure,
    @Default("Process")
        @JsonPropertyDescription("What becomes of the files that are there already.")
        Existing existing,
    Execution execution,
    Placement placement,
    @NotYet @Nullable Lambda lambda,
    @Nullable Http http,
    @Nullable @JsonPropertyDescription("Cron expression in UTC, as in 0 3 * * *.") String schedule,
    @NotYet @Default("false") @JsonPropertyDescription("Keeps one instance ready.")
        Boolean keepWarm,
    @Default("false") @JsonPropertyDescription("Events are recorded, nothing runs.")
        Boolean suspended,
    @NotYet @Nullable PodSettings pod) {

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

  /** How many attempts the gateway may have in flight. */
  public int maxInFlight() {
    return scale.max() * concurrency;
  }
}
