package faas.scarlet.gateway.catalogue;

import faas.scarlet.crd.FunctionStatus;
import faas.scarlet.crd.ScarFunction;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The ScarFunctions of the API server, in all namespaces or in chosen ones. */
final class KubernetesCatalogue implements Catalogue, AutoCloseable {
  private final ChangeListeners listeners = new ChangeListeners();
  private final List<SharedIndexInformer<ScarFunction>> informers;

  /**
   * Returns when the functions there are have been read.
   *
   * @param namespaces empty: all
   */
  KubernetesCatalogue(KubernetesClient kubernetes, List<String> namespaces) {
    var resources = kubernetes.resources(ScarFunction.class);
    informers =
        namespaces.isEmpty()
            ? List.of(resources.inAnyNamespace().inform(new Changes()))
            : namespaces.stream()
                .map(namespace -> resources.inNamespace(namespace).inform(new Changes()))
                .toList();
  }

  @Override
  public List<CataloguedFunction> functions() {
    return resources().map(KubernetesCatalogue::catalogued).toList();
  }

  @Override
  public List<CatalogueProblem> problems() {
    return resources()
        .flatMap(
            resource ->
                Optional.ofNullable(resource.getStatus()).stream()
                    .flatMap(KubernetesCatalogue::refusals)
                    .map(
                        refusal ->
                            new CatalogueProblem(
                                resource.function().id().toString(),
                                "spec",
                                Objects.requireNonNullElse(refusal.getMessage(), "refused"))))
        .toList();
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public void close() {
    informers.forEach(SharedIndexInformer::close);
  }

  private Stream<ScarFunction> resources() {
    return informers.stream().flatMap(informer -> informer.getStore().list().stream());
  }

  static CataloguedFunction catalogued(ScarFunction resource) {
    // What the operator refuses is not run, though it may be served from before.
    var status =
        Optional.ofNullable(resource.getStatus())
            .filter(told -> refusals(told).findAny().isEmpty());
    return new CataloguedFunction(
        resource.function(),
        status.map(FunctionStatus::url).map(URI::create),
        status.map(FunctionStatus::lambdaArn).isPresent());
  }

  private static Stream<Condition> refusals(FunctionStatus status) {
    return status.conditions().stream()
        .filter(c -> c.getType().equals("SpecValid") && c.getStatus().equals("False"));
  }

  /** Passes on that something changed; what it was is read from the informer. */
  private final class Changes implements ResourceEventHandler<ScarFunction> {
    @Override
    public void onAdd(ScarFunction function) {
      listeners.tell();
    }

    @Override
    public void onUpdate(ScarFunction before, ScarFunction after) {
      listeners.tell();
    }

    @Override
    public void onDelete(ScarFunction function, boolean unknown) {
      listeners.tell();
    }
  }
}
