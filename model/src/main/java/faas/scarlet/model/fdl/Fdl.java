package faas.scarlet.model.fdl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A definition in the Functions Definition Language: functions of SCAR ({@code functions.aws}) and
 * OSCAR ({@code functions.oscar}), or one function by itself, as its supervisor is given it.
 *
 * @param stores by the names that the functions' inputs and outputs use
 * @see <a href="https://docs.oscar.grycap.net/fdl/">Functions Definition Language</a>
 */
public record Fdl(List<FdlFunction> functions, Map<String, FdlStore> stores) {
  private static final ObjectMapper YAML = new YAMLMapper();
  private static final String FUNCTIONS = "functions";

  public Fdl {
    functions = List.copyOf(functions);
    stores = Map.copyOf(stores);
  }

  /**
   * Reads a definition, in YAML or JSON.
   *
   * @throws InvalidFdlException where it is none, or a field is wrong; the message names the field
   *     and never quotes a value, for it may be a secret
   */
  public static Fdl read(String text) throws InvalidFdlException {
    var root = parse(text);
    var stores = FdlStore.all(root.in("storage_providers"));
    return root.in(FUNCTIONS).isAbsent()
        ? new Fdl(List.of(FdlFunction.read(root)), stores)
        : new Fdl(listed(root.in(FUNCTIONS)), stores);
  }

  /** The whole of a definition, as yet unjudged. */
  static FdlNode parse(String text) throws InvalidFdlException {
    try {
      var node = YAML.readTree(text);
      if (node.isObject()) {
        return new FdlNode(node, "");
      }
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw new InvalidFdlException(
          at == null ? "" : "line " + at.getLineNr(), "this is neither YAML nor JSON");
    }
    throw new InvalidFdlException("", "expected a function's definition in YAML or JSON");
  }

  private static List<FdlFunction> listed(FdlNode functions) throws InvalidFdlException {
    var all = new ArrayList<FdlFunction>();
    for (FdlNode onLambda : functions.items("aws")) {
      all.add(FdlFunction.read(onLambda.in("lambda")));
    }
    for (FdlNode onClusters : functions.items("oscar")) {
      for (FdlNode function : onClusters.fields().values()) {
        all.add(FdlFunction.read(function));
      }
    }
    return all;
  }
}
