package faas.scarlet.supervisor.run;

import faas.scarlet.model.event.Event;
import faas.scarlet.model.event.ObjectCreated;
import faas.scarlet.model.function.EnvironmentVariable;
import faas.scarlet.model.function.FunctionSpec;
import faas.scarlet.supervisor.attempt.Attempt;
import faas.scarlet.supervisor.image.ImageConfig;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The environment that scripts of SCAR and OSCAR expect, over the image's own and under the
 * function's. Nothing of the supervisor's environment is in it.
 */
final class ScriptEnvironment {
  private static final String DEFAULT_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /** The target on which SCAR's scripts know their request by another name too. */
  private static final String LAMBDA = "lambda";

  /** One variable may have at most 128 KiB on Linux. */
  private static final int LONGEST_EVENT = 96 * 1024;

  private static final Pattern NO_NAME = Pattern.compile("[^A-Za-z0-9_]");

  private ScriptEnvironment() {}

  /**
   * All variables of an attempt.
   *
   * @param inside the attempt's folder as the script sees it
   * @param inputFile its name in the input folder
   */
  static Map<String, String> of(
      Attempt attempt,
      ImageConfig image,
      Path inside,
      Optional<String> inputFile,
      String target,
      Instant deadline) {
    var variables = given(attempt.function().spec(), image);
    variables.putIfAbsent("HOME", inside.toString());
    String input = inside.resolve("input").toString();
    String output = inside.resolve("output").toString();
    inputFile.ifPresent(
        name -> {
          variables.put("INPUT_FILE_PATH", input + "/" + name);
          variables.put("SCAR_INPUT_FILE", input + "/" + name);
        });
    variables.put("TMP_INPUT_DIR", input);
    variables.put("SCAR_INPUT_DIR", input);
    variables.put("TMP_OUTPUT_DIR", output);
    variables.put("SCAR_OUTPUT_DIR", output);
    variables.put("REQUEST_ID", attempt.id());
    if (target.equals(LAMBDA)) {
      variables.put("AWS_LAMBDA_REQUEST_ID", attempt.id());
    }
    variables.put("SCARLET_EVENT_FILE", inside.resolve("event.json").toString());
    variables.put("SCARLET_FUNCTION", attempt.function().id().toString());
    variables.put("SCARLET_ATTEMPT", Integer.toString(attempt.number()));
    variables.put("SCARLET_TARGET", target);
    variables.put("SCARLET_DEADLINE", deadline.toString());
    event(attempt.event(), variables);
    // A process's environment cannot hold the character 0.
    variables.replaceAll((name, value) -> value.replace("\0", ""));
    return variables;
  }

  /** Where the script's programs are looked for. */
  static String searchPath(FunctionSpec spec, ImageConfig image) {
    return given(spec, image).getOrDefault("PATH", "").replace("\0", "");
  }

  /** What the image and the function say, whatever the attempt is. */
  private static Map<String, String> given(FunctionSpec spec, ImageConfig image) {
    var variables = new TreeMap<String, String>();
    variables.put("PATH", DEFAULT_PATH);
    for (String variable : image.environment()) {
      int equals = variable.indexOf('=');
      if (equals > 0) {
        variables.put(variable.substring(0, equals), variable.substring(equals + 1));
      }
    }
    for (EnvironmentVariable variable : spec.environment()) {
      String value = variable.value();
      variables.put(variable.name(), value == null ? "" : value);
    }
    return variables;
  }

  /** A body is the input file, so only an event about an object is a variable as well. */
  private static void event(Event event, Map<String, String> variables) {
    event
        .parameters()
        .forEach(
            (name, value) ->
                variables.put("CONT_VAR_" + NO_NAME.matcher(name).replaceAll("_"), value));
    String time = event.time();
    if (time != null) {
      variables.put("EVENT_TIME", time);
    }
    if (event instanceof ObjectCreated created) {
      variables.put("STORAGE_OBJECT_KEY", created.key());
      if (created.raw().size() <= LONGEST_EVENT) {
        variables.put("EVENT", created.raw().toString());
      }
    }
  }
}
