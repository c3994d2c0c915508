package faas.scarlet.cli.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.scarlet.model.Json;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.FunctionSpec;

/** A function as it is run on this machine. */
public final class LocalFunction {
  private LocalFunction() {}

  /** Whoever runs one file wants its results, also of a function that puts none into a bucket. */
  public static Function keepingResults(Function function) {
    if (!function.spec().output().isEmpty()) {
      return function;
    }
    ObjectNode spec = Json.MAPPER.valueToTree(function.spec());
    spec.putArray("output").addObject().put("path", "results");
    return with(function, spec);
  }

  /** With another image than the manifest's. */
  public static Function of(Function function, String image) {
    ObjectNode spec = Json.MAPPER.valueToTree(function.spec());
    spec.put("image", image);
    return with(function, spec);
  }

  private static Function with(Function function, ObjectNode spec) {
    var other = Json.MAPPER.convertValue(spec, FunctionSpec.class);
    return new Function(function.id(), function.uid(), other);
  }
}
