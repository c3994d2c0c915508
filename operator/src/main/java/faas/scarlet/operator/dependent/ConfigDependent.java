package faas.scarlet.operator.dependent;

import com.fasterxml.jackson.core.JsonProcessingException;
import faas.scarlet.crd.ScarFunction;
import faas.scarlet.model.Json;
import faas.scarlet.model.function.Function;
import faas.scarlet.operator.render.FunctionConfig;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.BooleanWithUndefined;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The function as its supervisor reads it; also the operator's memory of what it applied last. */
@Singleton
@KubernetesDependent(
    useSSA = BooleanWithUndefined.TRUE,
    informer = @Informer(labelSelector = Selector.CHILDREN))
public class ConfigDependent extends Child<ConfigMap> {
  /** For the operator SDK. */
  public ConfigDependent() {
    super(ConfigMap.class);
  }

  @Override
  protected ConfigMap desired(ScarFunction function, Context<ScarFunction> context) {
    var blueprint = Blueprint.of(context);
    return FunctionConfig.render(blueprint.function(), blueprint.onLambda());
  }

  /** Where on Lambda something of the function may be, as it was last written down. */
  public static Optional<String> onLambda(Context<ScarFunction> context) {
    return context
        .getSecondaryResource(ConfigMap.class)
        .map(config -> config.getMetadata().getAnnotations())
        .flatMap(notes -> Optional.ofNullable(notes.get(FunctionConfig.ON_LAMBDA)));
  }

  /** The function as it was when its children were last applied. */
  public static Optional<Function> lastApplied(Context<ScarFunction> context) {
    return context
        .getSecondaryResource(ConfigMap.class)
        .map(config -> config.getData().get(FunctionConfig.FILE))
        .flatMap(ConfigDependent::read);
  }

  /** Empty where somebody has spoilt it by hand; it is about to be repaired. */
  @SuppressWarnings("NullAway") // a record that comes from JSON may lack anything
  private static Optional<Function> read(String json) {
    try {
      return Optional.ofNullable(Json.MAPPER.readValue(json, Function.class))
          .filter(function -> function.uid() != null && function.spec() != null);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
