package faas.scarlet.crd;

import faas.scarlet.model.storage.StoreSpec;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * A store that every function may name; the one called {@code default} is meant where none is
 * named.
 */
@Group(ScarFunction.GROUP)
@Version("v1alpha1")
@Kind("ClusterObjectStore")
@Singular("clusterobjectstore")
@Plural("clusterobjectstores")
@ShortNames("costore")
@Categories("scarlet")
@ValidationRule(
    value = "has(self.spec.credentialsSecret.namespace)",
    message =
        "spec.credentialsSecret.namespace: a ClusterObjectStore has no namespace, its Secret has one; say which")
@ValidationRule(
    value = "!has(self.spec.tls) || has(self.spec.tls.caSecret.namespace)",
    message =
        "spec.tls.caSecret.namespace: a ClusterObjectStore has no namespace, its Secret has one; say which")
@AdditionalPrinterColumn(name = "Endpoint", jsonPath = ".spec.endpoint")
@AdditionalPrinterColumn(
    name = "Reachable",
    jsonPath = ".status.conditions[?(@.type==\"Reachable\")].status")
@AdditionalPrinterColumn(
    name = "Notifications",
    jsonPath = ".status.conditions[?(@.type==\"NotificationsReady\")].status")
@AdditionalPrinterColumn(name = "Accounts", jsonPath = ".spec.accounts", priority = 1)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public final class ClusterObjectStore extends CustomResource<StoreSpec, ObjectStoreStatus>
    implements StoreResource {
  private static final long serialVersionUID = 1L;
}
