package faas.scarlet.operator.dependent;

import faas.scarlet.crd.ScarFunction;
import faas.scarlet.operator.render.ClusterSettings;
import faas.scarlet.operator.render.FunctionNetwork;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.BooleanWithUndefined;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Who may call the function's pods, and what they may reach. */
@Singleton
@KubernetesDependent(
    useSSA = BooleanWithUndefined.TRUE,
    informer = @Informer(labelSelector = Selector.CHILDREN))
public class NetworkDependent extends Child<NetworkPolicy> {
  private final ClusterSettings settings;

  /** With the borders of the installation. */
  @Inject
  public NetworkDependent(ClusterSettings settings) {
    super(NetworkPolicy.class);
    this.settings = settings;
  }

  @Override
  protected NetworkPolicy desired(ScarFunction function, Context<ScarFunction> context) {
    return FunctionNetwork.render(function.function().id(), settings);
  }
}
