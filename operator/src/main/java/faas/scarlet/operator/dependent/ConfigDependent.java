package faas.scarlet.operator.dependent;

import faas.scarlet.crd.ScarFunction;
import faas.scarlet.model.Json;
import faas.scarlet.model.function.Function;
import faas.scarlet.operator.render.FunctionConfig;
import faas.scarlet.operator.render.Names;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The function as its supervisor reads it; also the operator's memory of what it applied last. */
@Singleton
@KubernetesDependent(informer = @Informer(labelSelector = Selector.CHILDREN))
public class ConfigDependent extends Child<ConfigMap> {
  /** For the operator SDK. */
  public ConfigDependent() {
    super(ConfigMap.class);
  }

  @Override
  protected ConfigMap desired(ScarFunction function, Context<ScarFunction> context) {
    return FunctionConfig.render(function.function());
  }

  /** What the ConfigMap of this function is called. */
  public static String name(ScarFunction function) {
    return Names.config(function.function().id());
  }

  /** The function as it was when its children were last applied. */
  public static Optional<Function> lastApplied(Context<ScarFunction> context) {
    return context
        .getSecondaryResource(ConfigMap.class)
        .map(config -> config.getData().get(FunctionConfig.FILE))
        .map(ConfigDependent::read);
  }

  private static Function read(String json) {
    try {
      return Json.MAPPER.readValue(json, Function.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
