package faas.scarlet.model.function;

import faas.scarlet.model.storage.StoragePath;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a spec must keep to as a whole, once each field by itself is right. */
final class SpecRules {
  private static final int MOST_SCRIPT_BYTES = 512 * 1024;
  private static final Duration LONGEST_ATTEMPT = Duration.ofHours(24);
  private static final String BUCKET = "^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$";

  /** Names of the contract with scripts; a function must not redefine them. */
  private static final Set<String> CONTRACT =
      Set.of(
          "INPUT_FILE_PATH",
          "TMP_INPUT_DIR",
          "TMP_OUTPUT_DIR",
          "STORAGE_OBJECT_KEY",
          "EVENT",
          "EVENT_TIME",
          "REQUEST_ID",
          "AWS_LAMBDA_REQUEST_ID");

  private final FunctionSpec spec;
  private final List<Problem> problems = new ArrayList<>();

  private SpecRules(FunctionSpec spec) {
    this.spec = spec;
  }

  static List<Problem> check(FunctionSpec spec) {
    var rules = new SpecRules(spec);
    rules.program();
    rules.environment();
    rules.execution();
    rules.limits();
    rules.paths();
    rules.onFailure();
    rules.schedule();
    rules.placement();
    rules.problems.addAll(LambdaRules.check(spec));
    rules.pod();
    return rules.problems;
  }

  private void program() {
    String script = spec.script();
    boolean hasScript = script != null || spec.scriptFrom() != null;
    if (hasScript && !spec.command().isEmpty()) {
      add("spec.command", "script and command exclude each other: keep one");
    }
    if (script == null) {
      return;
    }
    if (spec.scriptFrom() != null) {
      add("spec.scriptFrom", "script and scriptFrom exclude each other: keep one");
    }
    int size = script.getBytes(StandardCharsets.UTF_8).length;
    if (size > MOST_SCRIPT_BYTES) {
      add(
          "spec.script",
          "expected at most 512 KiB, found "
              + size
              + " bytes; put large files into the image and call them from a short script");
    }
  }

  private void environment() {
    for (int i = 0; i < spec.environment().size(); i++) {
      var variable = spec.environment().get(i);
      String name = variable.name();
      source("spec.environment[" + i + "]", variable);
      if (CONTRACT.contains(name)
          || name.startsWith("SCAR_")
          || name.startsWith("SCARLET_")
          || name.startsWith("CONT_VAR_")
          || name.startsWith("LD_")) {
        add(
            "spec.environment[" + i + "].name",
            name + " belongs to the contract with scripts; choose another name");
      }
    }
  }

  private void source(String path, EnvironmentVariable variable) {
    var from = variable.valueFrom();
    if (from == null) {
      return;
    }
    if (variable.value() != null) {
      add(path, EnvironmentVariable.ONE_VALUE);
    }
    if ((from.secretKeyRef() == null) == (from.configMapKeyRef() == null)) {
      add(path + ".valueFrom", ValueSource.ONE_PLACE);
    }
  }

  private void execution() {
    var execution = spec.execution();
    if (execution.mode() == Execution.Mode.BAKE && execution.engine() != EngineChoice.AUTO) {
      add("spec.execution.engine", Execution.BAKED_IS_NATIVE);
    }
  }

  private void limits() {
    if (spec.timeLimit().isZero()) {
      add("spec.timeout", "expected more than 0");
    }
    if (spec.timeLimit().compareTo(LONGEST_ATTEMPT) > 0) {
      add(
          "spec.timeout",
          "expected at most 24h; split the work over several files, or over functions that hand over to each other");
    }
    if (spec.scale().min() > spec.scale().max()) {
      add("spec.scale.min", "expected at most scale.max, which is " + spec.scale().max());
    }
  }

  private void paths() {
    for (int i = 0; i < spec.input().size(); i++) {
      bucket("spec.input[" + i + "].path", spec.input().get(i).location().bucket());
    }
    for (int o = 0; o < spec.output().size(); o++) {
      var output = spec.output().get(o);
      String path = "spec.output[" + o + "].path";
      bucket(path, output.location().bucket());
      for (var input : spec.input()) {
        if (feeds(output, input)) {
          add(
              path,
              "results in %s would start the function again, because %s is its input; write to another path, or let the filters exclude each other"
                  .formatted(output.location(), input.location()));
        }
      }
    }
  }

  private void onFailure() {
    String path = spec.onFailure();
    if (path == null) {
      return;
    }
    var location = StoragePath.parse(path);
    bucket("spec.onFailure", location.bucket());
    for (var input : spec.input()) {
      if (location.overlaps(input.location()) && takesRecords(input)) {
        add(
            "spec.onFailure",
            "records in %s would start the function again, because %s is its input; write to another path"
                .formatted(location, input.location()));
      }
    }
  }

  private static boolean takesRecords(Input input) {
    return input.suffix().isEmpty()
        || input.suffix().stream().anyMatch(suffix -> suffix.endsWith(".json"));
  }

  private void schedule() {
    String expression = spec.schedule();
    if (expression == null) {
      return;
    }
    try {
      Cron.parse(expression);
    } catch (IllegalArgumentException e) {
      add("spec.schedule", String.valueOf(e.getMessage()));
    }
  }

  private static boolean feeds(Output output, Input input) {
    return output.objectStore().equals(input.objectStore())
        && output.location().overlaps(input.location())
        && !excluded(output.suffix(), input.suffix(), String::endsWith)
        && !excluded(output.prefix(), input.prefix(), String::startsWith);
  }

  /** Whether no name can pass both lists. */
  private static boolean excluded(
      List<String> written, List<String> read, java.util.function.BiPredicate<String, String> has) {
    return !written.isEmpty()
        && !read.isEmpty()
        && written.stream()
            .noneMatch(w -> read.stream().anyMatch(r -> has.test(w, r) || has.test(r, w)));
  }

  private void bucket(String path, String bucket) {
    if (!bucket.matches(BUCKET)) {
      add(path, StoragePath.EXPECTED + "; found bucket '" + bucket + "'");
    }
  }

  private void placement() {
    var placement = spec.placement();
    if (placement.target() != Placement.PlacementTarget.CLUSTER
        && placement.data() != Placement.Data.MAY_LEAVE_CLUSTER) {
      add("spec.placement.data", Placement.DATA_MUST_BE_ALLOWED);
    }
  }

  private void pod() {
    var pod = spec.pod();
    if (pod == null) {
      return;
    }
    if (pod.labels().keySet().stream().anyMatch(PodSettings::isReservedLabel)) {
      add("spec.pod.labels", PodSettings.RESERVED);
    }
    if (pod.annotations().keySet().stream().anyMatch(PodSettings::isReservedAnnotation)) {
      add("spec.pod.annotations", PodSettings.RESERVED);
    }
  }

  private void add(String path, String message) {
    problems.add(new Problem(path, message));
  }
}
