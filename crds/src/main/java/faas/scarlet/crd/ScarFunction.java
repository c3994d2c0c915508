package faas.scarlet.crd;

import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.FunctionId;
import faas.scarlet.model.function.FunctionSpec;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * A function as the API server knows it. The CRD is generated from this class and from the model's
 * spec; the committed {@code scarfunctions.scarlet.faas.yaml} must be what they give.
 */
@Group(ScarFunction.GROUP)
@Version("v1alpha1")
@Kind("ScarFunction")
@Singular("scarfunction")
@Plural(ScarFunction.PLURAL)
@ShortNames("sfn")
@Categories("scarlet")
@ValidationRule(
    value = "self.metadata.name.matches('^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$')",
    message =
        "metadata.name: expected up to 63 lower-case letters, digits and '-', a letter first,"
            + " because services are called so; choose another name")
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(name = "Target", jsonPath = ".spec.placement.target")
@AdditionalPrinterColumn(name = "Image", jsonPath = ".spec.image", priority = 1)
@AdditionalPrinterColumn(name = "URL", jsonPath = ".status.url", priority = 1)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public final class ScarFunction extends CustomResource<FunctionSpec, FunctionStatus>
    implements Namespaced {
  /** API group of everything that Scarlet defines. */
  public static final String GROUP = "scarlet.faas";

  /** What the API server calls many of them. */
  public static final String PLURAL = "scarfunctions";

  private static final long serialVersionUID = 1L;

  /** The function as gateway and supervisor know it; only for one that the API server gave. */
  public Function function() {
    var metadata = getMetadata();
    var id = new FunctionId(metadata.getNamespace(), metadata.getName());
    return new Function(id, metadata.getUid(), getSpec());
  }
}
