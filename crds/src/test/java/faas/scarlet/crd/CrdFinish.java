package faas.scarlet.crd;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** What a CRD should have and the generator has no annotation for. */
final class CrdFinish implements CRDPostProcessor {
  private final Class<?> type;
  private final List<String> blocks;

  /** Of this type's CRD; the blocks are those of its spec whose own fields have defaults. */
  CrdFinish(Class<?> type, List<String> blocks) {
    this.type = type;
    this.blocks = blocks;
  }

  @Override
  public HasMetadata process(HasMetadata resource, String version) {
    var crd = (CustomResourceDefinition) resource;
    var columns = columns();
    for (var served : crd.getSpec().getVersions()) {
      served
          .getAdditionalPrinterColumns()
          .sort(
              Comparator.comparing(
                  (CustomResourceColumnDefinition column) -> columns.indexOf(column.getName())));
      finish(served.getSchema().getOpenAPIV3Schema());
    }
    return crd;
  }

  /** The generator sorts columns by their path; people read them in the order of the class. */
  private List<String> columns() {
    return Arrays.stream(type.getAnnotationsByType(AdditionalPrinterColumn.class))
        .map(AdditionalPrinterColumn::name)
        .toList();
  }

  private void finish(JSONSchemaProps schema) {
    schema.setRequired(List.of("spec"));
    // Without it the API server would leave the defaults inside an absent block unset.
    for (String block : blocks) {
      property(property(schema, "spec"), block).setDefault(JsonNodeFactory.instance.objectNode());
    }
    var pod = property(schema, "spec").getProperties().get("pod");
    if (pod != null) {
      // A map of anything would be a map of empty objects; Kubernetes' own types judge it later.
      var affinity = property(pod, "affinity");
      affinity.setAdditionalProperties(null);
      affinity.setXKubernetesPreserveUnknownFields(true);
    }
    var conditions = property(property(schema, "status"), "conditions");
    conditions.setXKubernetesListType("map");
    conditions.setXKubernetesListMapKeys(List.of("type"));
    conditions
        .getItems()
        .getSchema()
        .setRequired(List.of("lastTransitionTime", "message", "reason", "status", "type"));
  }

  private static JSONSchemaProps property(JSONSchemaProps schema, String name) {
    return Objects.requireNonNull(schema.getProperties().get(name), name);
  }
}
