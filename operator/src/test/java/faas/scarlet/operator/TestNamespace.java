package faas.scarlet.operator;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import faas.scarlet.crd.ClusterObjectStore;
import faas.scarlet.crd.ObjectStore;
import faas.scarlet.crd.ScarFunction;
import faas.scarlet.model.storage.StoreSpec;
import faas.scarlet.model.storage.StoreSpec.SecretReference;
import faas.scarlet.operator.store.PrivateMinio;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A namespace that takes only restricted pods, and in it an account with the chart's rights. */
@SuppressWarnings("NullAway") // what a manifest leaves out arrives as null
record TestNamespace(KubernetesClient client, String name) {
  private static final Path CHART = Path.of("../helm/scarlet");
  private static final String ACCOUNT = "scarlet-operator";

  void create() throws IOException {
    installTypes();
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
    bindClusterStores();
  }

  /** An ObjectStore of this namespace, and its Secret. */
  void store(String called, PrivateMinio minio) {
    secret(called, minio.access().secretKey(), minio);
    var store = new ObjectStore();
    store.setMetadata(new ObjectMetaBuilder().withName(called).withNamespace(name).build());
    store.setSpec(minio.spec(called));
    client.resource(store).forceConflicts().serverSideApply();
  }

  /** A ClusterObjectStore that is called as the namespace, and its Secret in the namespace. */
  ClusterObjectStore clusterStore(PrivateMinio minio) {
    secret("store", minio.access().secretKey(), minio);
    var spec = minio.spec("store");
    var store = new ClusterObjectStore();
    store.setMetadata(new ObjectMetaBuilder().withName(name).build());
    store.setSpec(
        new StoreSpec(
            spec.endpoint(),
            null,
            null,
            new SecretReference("store", name),
            null,
            null,
            null,
            null));
    return client.resource(store).create();
  }

  /** The Secret of such a store, with this secret key. */
  void secret(String called, String secretKey, PrivateMinio minio) {
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(called)
                .withNamespace(name)
                .endMetadata()
                .addToStringData("accessKey", minio.access().accessKey())
                .addToStringData("secretKey", secretKey)
                .build())
        .forceConflicts()
        .serverSideApply();
  }

  /** A Secret with an authority's certificate. */
  void authority(String called, String pem) {
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(called)
                .withNamespace(name)
                .endMetadata()
                .addToStringData("ca.crt", pem)
                .build())
        .forceConflicts()
        .serverSideApply();
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
    client.resources(ClusterObjectStore.class).withName(name).delete();
    client.resources(ClusterRoleBinding.class).withName(name).delete();
    client.resources(ClusterRole.class).withName(name).delete();
    client.namespaces().withName(name).delete();
  }

  /** Scarlet's kinds, as the chart brings them; tests run in any order. */
  private void installTypes() throws IOException {
    try (var files = Files.list(CHART.resolve("crds"))) {
      for (Path file : files.toList()) {
        var type =
            client
                .getKubernetesSerialization()
                .unmarshal(Files.readString(file), CustomResourceDefinition.class);
        client.resource(type).forceConflicts().serverSideApply();
        client.resource(type).waitUntilCondition(TestNamespace::isServed, 30, TimeUnit.SECONDS);
      }
    }
  }

  private static boolean isServed(@Nullable CustomResourceDefinition type) {
    return Stream.ofNullable(type)
        .flatMap(it -> Stream.ofNullable(it.getStatus()))
        .flatMap(it -> Stream.ofNullable(it.getConditions()))
        .flatMap(List::stream)
        .anyMatch(it -> it.getType().equals("Established") && it.getStatus().equals("True"));
  }

  /** What belongs to no namespace can be watched only by who may do so everywhere. */
  private void bindClusterStores() {
    client
        .resource(
            new ClusterRoleBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withRules(
                    rule("clusterobjectstores", "get", "list", "watch"),
                    rule("clusterobjectstores/status", "patch"))
                .build())
        .create();
    client
        .resource(
            new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", name)
                .addNewSubject("", "ServiceAccount", ACCOUNT, name)
                .build())
        .create();
  }

  private static PolicyRule rule(String resource, String... verbs) {
    return new PolicyRuleBuilder()
        .withApiGroups(ScarFunction.GROUP)
        .withResources(resource)
        .withVerbs(verbs)
        .build();
  }

  /** The rules stand in the template as they are; only names and labels are filled in by Helm. */
  private List<PolicyRule> rights() throws IOException {
    return Stream.of(
            Files.readString(CHART.resolve("templates/operator/rbac.yaml")).split("\n---", -1))
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
