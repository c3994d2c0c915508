package faas.scarlet.operator.dependent;

import faas.scarlet.crd.ScarFunction;
import faas.scarlet.operator.render.ClusterSettings;
import faas.scarlet.operator.render.ServicePlan;
import faas.scarlet.operator.render.Settings;
import faas.scarlet.operator.render.SupervisorService;
import io.fabric8.knative.serving.v1.Service;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.BooleanWithUndefined;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The Knative service whose instances carry out the function's attempts. */
@Singleton
@KubernetesDependent(
    useSSA = BooleanWithUndefined.TRUE,
    informer = @Informer(labelSelector = Selector.CHILDREN))
public class KnativeServiceDependent extends Child<Service> {
  private final Settings settings;
  private final ClusterSettings cluster;

  /** With the supervisor's image of the installation. */
  @Inject
  public KnativeServiceDependent(Settings settings, ClusterSettings cluster) {
    super(Service.class);
    this.settings = settings;
    this.cluster = cluster;
  }

  @Override
  protected Service desired(ScarFunction function, Context<ScarFunction> context) {
    var blueprint = Blueprint.of(context);
    return SupervisorService.render(
        new ServicePlan(
            blueprint.function(),
            blueprint.resolved().state(),
            blueprint.baked(),
            blueprint.cacheClaim(),
            FunctionStores.of(context).access(),
            settings,
            cluster));
  }
}
