package faas.scarlet.operator.store;

import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The notification rules that a function's inputs ask for. They may let too much pass, never too
 * little: the gateway looks at each event again.
 */
final class InputRules {
  private InputRules() {}

  /** Prefix of the ids of all rules of this function. */
  static String owner(String uid) {
    return "scarlet-" + uid + "-";
  }

  /** The rules in one store, by bucket. */
  static Map<String, List<Rule>> of(Function function, String store) {
    var rules = new TreeMap<String, List<Rule>>();
    int n = 0;
    for (Input input : function.spec().input()) {
      if (!input.objectStore().equals(store)) {
        continue;
      }
      var location = input.location();
      for (String suffix : suffixes(input)) {
        rules
            .computeIfAbsent(location.bucket(), bucket -> new ArrayList<>())
            .add(new Rule(owner(function.uid()) + n++, location.keyPrefix(), suffix));
      }
    }
    return rules;
  }

  /**
   * One rule for each suffix, unless one suffix ends with another, because stores refuse rules that
   * overlap. The prefixes of an input are no help: they are those of the file's name, in any
   * folder.
   */
  private static List<String> suffixes(Input input) {
    var suffixes = input.suffix().stream().distinct().toList();
    boolean overlap =
        suffixes.stream()
            .anyMatch(a -> suffixes.stream().anyMatch(b -> !a.equals(b) && a.endsWith(b)));
    return suffixes.isEmpty() || overlap ? List.of("") : suffixes;
  }
}
