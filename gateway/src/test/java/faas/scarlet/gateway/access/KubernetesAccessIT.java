package faas.scarlet.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import faas.scarlet.gateway.testing.FakeSupervisor;
import faas.scarlet.gateway.testing.GatewayProcess;
import faas.scarlet.gateway.testing.Gateways;
import faas.scarlet.gateway.testing.Notifications;
import faas.scarlet.gateway.testing.TestLedger;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Real accounts of a real API server. */
@Tag("lab")
class KubernetesAccessIT {
  private static final String NAMESPACE =
      "p3-access-" + UUID.randomUUID().toString().substring(0, 8);
  private static final String WEBHOOK = "the-webhooks-token";
  private static final String FUNCTION = NAMESPACE + "/copy";
  private static final String CALL = "/functions/" + FUNCTION;

  @RegisterExtension static final TestLedger LEDGER = new TestLedger();
  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init")
  private static KubernetesClient kubernetes;

  @SuppressWarnings("NullAway.Init")
  private static FakeSupervisor supervisor;

  @SuppressWarnings("NullAway.Init")
  private static GatewayProcess gateway;

  private static String invocation = "";

  @BeforeAll
  static void start() throws Exception {
    boolean cluster = System.getenv("KUBECONFIG") != null;
    if (!cluster) {
      System.err.println("\n*** SKIPPED: no KUBECONFIG names a cluster to ask for rights.\n");
    }
    assumeTrue(cluster);
    kubernetes = new KubernetesClientBuilder().build();
    kubernetes
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .create();
    supervisor = FakeSupervisor.start();
    var settings = Gateways.local(folder, LEDGER.jdbcUrl(), supervisor.url(), Gateways.noStore());
    settings.put("scarlet.access.kind", "kubernetes");
    settings.put("scarlet.token", WEBHOOK);
    Files.writeString(
        folder.resolve("functions/copy.yaml"),
        """
        apiVersion: scarlet.faas/v1alpha1
        kind: ScarFunction
        metadata: {name: copy, namespace: %s}
        spec:
          image: busybox:1.36
          http: {enabled: true}
          input: [{path: access-in}]
        """
            .formatted(NAMESPACE));
    gateway = GatewayProcess.start(folder, settings);
    gateway.post(
        "/events",
        Notifications.put("access-in", "a", 1_000),
        "Authorization",
        "Bearer " + WEBHOOK);
    invocation = LEDGER.texts("SELECT id FROM invocation").getFirst();
  }

  @AfterAll
  static void stop() {
    if (kubernetes == null) {
      return;
    }
    try (var client = kubernetes;
        var _ = supervisor;
        var _ = gateway) {
      client.namespaces().withName(NAMESPACE).delete();
    }
  }

  @Test
  void whoMayInvokeCallsAndMayDoNothingElse() throws Exception {
    String caller = account("caller", "invoke", "scarfunctions");

    assertThat(
            gateway
                .post(CALL, "x", "Authorization", caller, "Prefer", "respond-async")
                .statusCode())
        .isEqualTo(202);
    var refused = gateway.get("/api/invocations/" + invocation, "Authorization", caller);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body())
        .contains(
            "system:serviceaccount:" + NAMESPACE + ":caller may not get scarfunctions",
            "ask for a role with the verb get on scarfunctions of the group scarlet.faas");
  }

  @Test
  void whoMayGetReadsAndChangesNothing() throws Exception {
    String reader = account("reader", "get", "scarfunctions");

    for (String path :
        List.of(
            "/api/functions/" + FUNCTION,
            "/api/invocations?function=" + FUNCTION,
            "/api/invocations/" + invocation,
            "/api/invocations/" + invocation + "/log")) {
      assertThat(status(path, reader)).as(path).isEqualTo(200);
    }
    assertThat(status("/api/invocations", reader)).as("of the whole cluster").isEqualTo(403);
    assertThat(status("/api/invocations/" + invocation + "/input", reader)).isEqualTo(403);
    assertThat(
            gateway
                .post("/api/functions/" + FUNCTION + "/replay", "", "Authorization", reader)
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void whoMayListSeesTheFunctionsOfTheirNamespaces() throws Exception {
    String lister = account("lister", "list", "scarfunctions");

    assertThat(gateway.get("/api/functions", "Authorization", lister).body()).contains(FUNCTION);
  }

  @Test
  void everyPathRefusesStrangersAndAccountsWithoutRights() throws Exception {
    String nobody = account("nobody", "get", "scarfunctions/nothing");
    int tried = 0;
    for (var path : gateway.json("/q/openapi?format=json").path("paths").properties()) {
      String address =
          path.getKey()
              .replace("{namespace}/{name}", FUNCTION)
              .replace("{id}", invocation)
              .replaceAll("\\{.*}", "1");
      for (var operation : path.getValue().properties()) {
        String method = operation.getKey().toUpperCase(Locale.ROOT);
        String what = method + " " + address;
        tried++;
        assertThat(send(method, address, "Bearer nobody.knows.this").statusCode())
            .as(what)
            .isEqualTo(401);
        if (method.equals("POST") && path.getKey().startsWith("/events")) {
          assertThat(send(method, address, nobody).statusCode()).as(what).isEqualTo(401);
          continue;
        }
        assertThat(send(method, address, "Bearer " + WEBHOOK).statusCode()).as(what).isEqualTo(401);
        var refused = send(method, address, nobody);
        if (what.equals("GET /api/functions")) {
          assertThat(refused.body())
              .isEqualTo("{\"functions\":[],\"problems\":[],\"troubles\":[]}");
        } else {
          assertThat(refused.statusCode()).as(what).isEqualTo(403);
        }
      }
    }
    assertThat(tried).isGreaterThan(12);
  }

  private static int status(String path, String token) throws Exception {
    return gateway.get(path, "Authorization", token).statusCode();
  }

  private static HttpResponse<String> send(String method, String path, String token)
      throws Exception {
    return switch (method) {
      case "GET" -> gateway.get(path, "Authorization", token);
      case "POST" -> gateway.post(path, "", "Authorization", token);
      case "PUT" -> gateway.put(path, "x", "Authorization", token);
      default -> throw new AssertionError("a method that is not tried: " + method);
    };
  }

  /** An account that has one right, and the header with its token. */
  private static String account(String name, String verb, String resource) {
    kubernetes
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .build())
        .create();
    kubernetes
        .resource(
            new RoleBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .addNewRule()
                .withApiGroups("scarlet.faas")
                .withResources(resource)
                .withVerbs(verb)
                .endRule()
                .build())
        .create();
    kubernetes
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", name)
                .addNewSubject("", "ServiceAccount", name, NAMESPACE)
                .build())
        .create();
    return "Bearer "
        + kubernetes
            .serviceAccounts()
            .inNamespace(NAMESPACE)
            .withName(name)
            .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
            .getStatus()
            .getToken();
  }
}
