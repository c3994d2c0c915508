package faas.scarlet.operator.render;

import faas.scarlet.model.Json;
import faas.scarlet.model.function.Function;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.Map;
import java.util.Optional;

/** The function as its supervisor reads it. */
public final class FunctionConfig {
  /** Key in the ConfigMap, and name of the file. */
  public static final String FILE = "function.json";

  /** Annotation that says where on Lambda something of the function is, or may be. */
  public static final String ON_LAMBDA = "scarlet.faas/on-lambda";

  private FunctionConfig() {}

  /**
   * The ConfigMap of this function.
   *
   * @param onLambda the annotation's value; none for a function that never was there
   */
  public static ConfigMap render(Function function, Optional<String> onLambda) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(Names.config(function.id()))
        .withNamespace(function.id().namespace())
        .withLabels(Names.labels(function.id()))
        .withAnnotations(onLambda.map(places -> Map.of(ON_LAMBDA, places)).orElse(Map.of()))
        .endMetadata()
        .addToData(FILE, Json.write(function))
        .build();
  }
}
