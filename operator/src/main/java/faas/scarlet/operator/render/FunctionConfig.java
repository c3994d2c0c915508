package faas.scarlet.operator.render;

import faas.scarlet.model.Json;
import faas.scarlet.model.function.Function;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;

/** The function as its supervisor reads it. */
public final class FunctionConfig {
  /** Key in the ConfigMap, and name of the file. */
  public static final String FILE = "function.json";

  private FunctionConfig() {}

  /** The ConfigMap of this function. */
  public static ConfigMap render(Function function) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(Names.config(function.id()))
        .withNamespace(function.id().namespace())
        .withLabels(Names.labels(function.id()))
        .endMetadata()
        .addToData(FILE, Json.write(function))
        .build();
  }
}
