package faas.scarlet.model.fdl;

import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.model.Json;
import faas.scarlet.model.WireNames;
import faas.scarlet.model.function.EngineChoice;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.FunctionId;
import faas.scarlet.model.function.FunctionSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A function of a definition.
 *
 * @param image empty where the supervisor runs inside of it already
 * @param script its text; empty where it comes another way
 * @param stageIn whether the file is downloaded; the language says it the other way round ({@code
 *     file_stage_in: true} leaves it to the script)
 * @param unknown fields that nobody knows, sorted
 */
public record FdlFunction(
    String name,
    Optional<String> image,
    Optional<String> script,
    Map<String, String> environment,
    List<FdlPath> input,
    List<FdlPath> output,
    boolean stageIn,
    List<String> unknown) {

  /** No limit of its own: whoever started the process sets one. */
  private static final String NO_TIME_LIMIT = "720h";

  public FdlFunction {
    environment = Map.copyOf(environment);
    input = List.copyOf(input);
    output = List.copyOf(output);
    unknown = List.copyOf(unknown);
  }

  static FdlFunction read(FdlNode node) throws InvalidFdlException {
    var unknown = new TreeSet<>(node.fields().keySet());
    unknown.removeIf(DroppedFields::isKnown);
    var inContainer = node.in("container").text("image");
    return new FdlFunction(
        node.text("name").orElse("function"),
        inContainer.isPresent() ? inContainer : node.text("image"),
        node.text("script"),
        variables(node.in("environment")),
        FdlPath.list(node, "input"),
        FdlPath.list(node, "output"),
        !node.flag("file_stage_in", false),
        List.copyOf(unknown));
  }

  /** The same for a supervisor that runs inside the image. */
  public FdlFunction inItsImage() {
    return new FdlFunction(
        name, Optional.empty(), script, environment, input, output, stageIn, unknown);
  }

  /** SCAR writes {@code Variables}, OSCAR {@code variables}. */
  private static Map<String, String> variables(FdlNode environment) throws InvalidFdlException {
    var variables = new TreeMap<String, String>();
    for (String field : new String[] {"Variables", "variables"}) {
      var names = environment.in(field);
      for (String name : names.fields().keySet()) {
        variables.put(name, names.text(name).orElse(""));
      }
    }
    return variables;
  }

  /**
   * The function as a supervisor carries it out: by an engine where there is an image, else
   * natively.
   *
   * @param text of the script; empty where the image's own program is to run
   */
  public Function function(Optional<String> text) {
    var spec = Json.MAPPER.createObjectNode();
    spec.put("image", image.orElse(""));
    text.ifPresent(lines -> spec.put("script", lines));
    spec.put("stageIn", stageIn);
    spec.put("timeout", NO_TIME_LIMIT);
    if (image.isEmpty()) {
      spec.putObject("execution").put("engine", WireNames.of(EngineChoice.NATIVE));
    }
    var variables = spec.putArray("environment");
    new TreeMap<>(environment)
        .forEach((key, value) -> variables.addObject().put("name", key).put("value", value));
    spec.set("input", paths(input));
    spec.set("output", paths(output));
    var id = new FunctionId("default", name);
    return new Function(id, id.toString(), Json.OWN.convertValue(spec, FunctionSpec.class));
  }

  private static JsonNode paths(List<FdlPath> paths) {
    var list = Json.MAPPER.createArrayNode();
    for (FdlPath path : paths) {
      var item = list.addObject();
      item.put("objectStore", path.store()).put("path", path.path());
      item.set("prefix", Json.MAPPER.valueToTree(path.prefix()));
      item.set("suffix", Json.MAPPER.valueToTree(path.suffix()));
    }
    return list;
  }
}
