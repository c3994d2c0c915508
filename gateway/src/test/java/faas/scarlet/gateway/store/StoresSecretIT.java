package faas.scarlet.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import faas.scarlet.model.Json;
import faas.scarlet.model.storage.KnownStore;
import faas.scarlet.model.storage.StoreAccess;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The list of stores on a real API server, by who may read that one Secret and nothing else. */
@Tag("lab")
class StoresSecretIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String SECRET = "scarlet-stores";
  private static final String ACCOUNT = "gateway";

  private final String namespace = "p2-stores-" + UUID.randomUUID().toString().substring(0, 8);
  private KubernetesClient admin;

  @BeforeEach
  void open() {
    assumeTrue(
        System.getenv("KUBECONFIG") != null, "SKIPPED: needs a cluster; set KUBECONFIG to one");
    admin = new KubernetesClientBuilder().build();
    admin
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
  }

  @AfterEach
  void close() {
    if (admin != null) {
      admin.namespaces().withName(namespace).delete();
      admin.close();
    }
  }

  @Test
  void whatTheOperatorListsIsKnownAtOnce() {
    try (var gateway = client();
        var source = StoresSecret.watch(gateway, Optional.of(namespace), SECRET)) {
      var stores = source.stores();
      assertThat(stores.all()).isEmpty();

      list("clusterobjectstores.json", KnownStore.everywhere(access("default")));
      await().atMost(PATIENCE).until(() -> stores.find("any", "default").isPresent());

      list("objectstores.json", new KnownStore("imaging", access("archive"), 300L));
      await().atMost(PATIENCE).until(() -> stores.find("imaging", "archive").isPresent());
      assertThat(stores.find("any", "default")).isPresent();
      assertThat(stores.find("other", "archive")).isEmpty();
      assertThat(stores.named("imaging", "archive").sweepInterval())
          .contains(Duration.ofMinutes(5));

      list("objectstores.json");
      await().atMost(PATIENCE).until(() -> stores.find("imaging", "archive").isEmpty());

      spoil();
      await().during(Duration.ofSeconds(1)).until(() -> stores.find("any", "default").isPresent());
    }
  }

  private static StoreAccess access(String name) {
    return new StoreAccess(name, URI.create("http://127.0.0.1:1"), "eu", true, "key", "secret");
  }

  private void list(String key, KnownStore... stores) {
    apply(key, Json.write(List.of(stores)));
  }

  private void spoil() {
    apply("objectstores.json", "[{\"secretKey\": \"sec");
  }

  /** Each key by its own owner, as the operator does. */
  private void apply(String key, String content) {
    admin
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(SECRET)
                .withNamespace(namespace)
                .endMetadata()
                .addToStringData(key, content)
                .build())
        .fieldManager(key)
        .forceConflicts()
        .serverSideApply();
  }

  private KubernetesClient client() {
    admin
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(ACCOUNT)
                .withNamespace(namespace)
                .endMetadata()
                .build())
        .create();
    admin
        .resource(
            new RoleBuilder()
                .withNewMetadata()
                .withName(ACCOUNT)
                .withNamespace(namespace)
                .endMetadata()
                .withRules(
                    new PolicyRuleBuilder()
                        .withApiGroups("")
                        .withResources("secrets")
                        .withResourceNames(SECRET)
                        .withVerbs("get", "list", "watch")
                        .build())
                .build())
        .create();
    admin
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName(ACCOUNT)
                .withNamespace(namespace)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", ACCOUNT)
                .addNewSubject("", "ServiceAccount", ACCOUNT, namespace)
                .build())
        .create();
    String token =
        admin
            .serviceAccounts()
            .inNamespace(namespace)
            .withName(ACCOUNT)
            .tokenRequest(
                new TokenRequestBuilder()
                    .withNewSpec()
                    .withExpirationSeconds(600L)
                    .endSpec()
                    .build())
            .getStatus()
            .getToken();
    var config = admin.getConfiguration();
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder()
                .withAutoConfigure(false)
                .withMasterUrl(config.getMasterUrl())
                .withCaCertData(config.getCaCertData())
                .withOauthToken(token)
                .build())
        .build();
  }
}
