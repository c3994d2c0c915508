package faas.scarlet.operator;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A namespace that takes only restricted pods, and in it an account with the chart's rights. */
record TestNamespace(KubernetesClient client, String name) {
  private static final Path CHART_RBAC = Path.of("../helm/scarlet/templates/operator/rbac.yaml");
  private static final String ACCOUNT = "scarlet-operator";

  void create() throws IOException {
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                .endMetadata()
                .build())
        .create();
    client
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(ACCOUNT)
                .withNamespace(name)
                .endMetadata()
                .build())
        .create();
    client
        .resource(
            new RoleBuilder()
                .withNewMetadata()
                .withName(ACCOUNT)
                .withNamespace(name)
                .endMetadata()
                .withRules(rights())
                .build())
        .create();
    client
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName(ACCOUNT)
                .withNamespace(name)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", ACCOUNT)
                .addNewSubject("", "ServiceAccount", ACCOUNT, name)
                .build())
        .create();
  }

  /** A kubeconfig by which one is the operator's account and nothing more. */
  Path kubeconfig() throws IOException {
    String token =
        client
            .serviceAccounts()
            .inNamespace(name)
            .withName(ACCOUNT)
            .tokenRequest(
                new TokenRequestBuilder()
                    .withNewSpec()
                    .withExpirationSeconds(3600L)
                    .endSpec()
                    .build())
            .getStatus()
            .getToken();
    var config = client.getConfiguration();
    var kubeconfig =
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            "Config",
            "current-context",
            "test",
            "clusters",
            List.of(
                Map.of(
                    "name",
                    "test",
                    "cluster",
                    Map.of(
                        "server",
                        config.getMasterUrl(),
                        "certificate-authority-data",
                        config.getCaCertData()))),
            "users",
            List.of(Map.of("name", "test", "user", Map.of("token", token))),
            "contexts",
            List.of(Map.of("name", "test", "context", Map.of("cluster", "test", "user", "test"))));
    var file = Files.createTempFile("scarlet-kubeconfig", ".yaml");
    new YAMLMapper().writeValue(file.toFile(), kubeconfig);
    return file;
  }

  /** Asks for its end; pods may take as long as a request may last. */
  void delete() {
    client.namespaces().withName(name).delete();
  }

  /** The rules stand in the template as they are; only names and labels are filled in by Helm. */
  private List<PolicyRule> rights() throws IOException {
    return Stream.of(Files.readString(CHART_RBAC).split("\n---", -1))
        .filter(document -> document.contains("\nrules:"))
        .flatMap(document -> rules(document.substring(document.indexOf("\nrules:"))).stream())
        .toList();
  }

  private List<PolicyRule> rules(String yaml) {
    return client
        .getKubernetesSerialization()
        .unmarshal("apiVersion: rbac.authorization.k8s.io/v1\nkind: Role" + yaml, Role.class)
        .getRules();
  }
}
