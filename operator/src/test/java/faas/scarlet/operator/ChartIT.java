package faas.scarlet.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import faas.scarlet.model.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chart as Helm renders it, without a cluster. */
@Tag("lab")
class ChartIT {
  private static final List<String> STORE =
      List.of(
          "--kube-version=1.34.0",
          "--set=objectStore.endpoint=http://minio:9000",
          "--set=objectStore.existingSecret=minio");

  private static final String STORES = "default-scarlet-operator-stores";
  private static final String[] PEOPLE = {"default-scarlet-edit", "default-scarlet-view"};

  private record Result(int code, String output) {}

  @BeforeAll
  static void requireHelm() {
    Needed.orSkip(
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "helm"))),
        "no helm on the PATH to render the chart with.");
  }

  @Test
  void lintHasNothingToSay() throws Exception {
    assertThat(helm("lint", List.of("--strict")).output()).contains("0 chart(s) failed");
  }

  @Test
  void everyContainerIsRestricted() throws Exception {
    var pods = pods(List.of("--set=minio.enabled=true"));

    assertThat(pods).as("operator, gateway, PostgreSQL, MinIO, the test").hasSize(5);
    for (JsonNode pod : pods) {
      assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
      assertThat(pod.at("/securityContext/seccompProfile/type").asText())
          .isEqualTo("RuntimeDefault");
      for (JsonNode container : containers(pod)) {
        var security = container.path("securityContext");
        assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
      }
    }
  }

  @Test
  void everyImageComesFromTheOneRegistry() throws Exception {
    var pods =
        pods(
            List.of(
                "--set=image.registry=registry.example.com/mirror", "--set=minio.enabled=true"));

    assertThat(pods)
        .allSatisfy(
            pod ->
                assertThat(containers(pod))
                    .allSatisfy(
                        container ->
                            assertThat(container.path("image").asText())
                                .startsWith("registry.example.com/mirror/")));
    assertThat(pods.toString()).contains("registry.example.com/mirror/scarlet/supervisor:");
  }

  @Test
  void aStoreThatIsMissingIsAskedFor() throws Exception {
    var result = run(List.of("helm", "template", "scarlet", chart(), "--kube-version=1.34.0"));

    assertThat(result.code()).isNotZero();
    assertThat(result.output()).contains("objectStore.endpoint: say where pods reach");
  }

  @Test
  void aValueThatDoesNotExistIsRefused() throws Exception {
    assertThat(helm("template", List.of("--set=gateway.replica=2")).output()).contains("replica");
  }

  @ParameterizedTest
  @CsvSource({
    "gateway.replicas=0, gateway.replicas",
    "gateway.access=everybody, gateway.access",
    "minio.persistence.size=large, minio.persistence.size",
    "namespaces={Imaging}, namespaces.0",
    "knative.longestRequest=10, knative.longestRequest",
    "externalDatabase.url=postgres, externalDatabase.url",
    "aws.region=Frankfurt, aws.region",
    "aws.prefix=Scarlet, aws.prefix"
  })
  void aBadValueIsRefusedByItsName(String value, String name) throws Exception {
    var result = helm("template", List.of("--set=" + value));

    assertThat(result.code()).isNotZero();
    assertThat(result.output().replace('/', '.')).contains(name);
  }

  @Test
  void withNamespacesNothingIsAllowedOutsideOfThem() throws Exception {
    var resources = resources(List.of("--set=namespaces={imaging,sound}"));

    assertThat(named(resources, "ClusterRole")).contains(PEOPLE).contains(STORES).hasSize(3);
    assertThat(named(resources, "ClusterRoleBinding"))
        .as("who calls, and the cluster's stores, which know no namespaces")
        .containsExactlyInAnyOrder("default-scarlet-gateway-reviews", STORES);
    assertThat(ofKind(resources, "Role"))
        .extracting(role -> role.at("/metadata/namespace").asText())
        .as("empty: the release's own, for the lease and the gateway's list of stores")
        .containsExactlyInAnyOrder(
            "imaging", "imaging", "sound", "sound", "knative-serving", "", "", "");
    assertThat(resources.toString())
        .contains("{\"name\":\"SCARLET_NAMESPACES\",\"value\":\"imaging,sound\"}")
        .contains("{\"name\":\"SCARLET_CATALOGUE_NAMESPACES\",\"value\":\"imaging,sound\"}");
  }

  @Test
  void installationsForNamespacesHaveNothingOfTheClusterInCommon() throws Exception {
    var first = resources(List.of("--namespace=team-a", "--set=namespaces={imaging}"));
    var second = resources(List.of("--namespace=team-b", "--set=namespaces={sound}"));

    assertThat(named(first, "ClusterObjectStore")).containsExactly("team-a-scarlet");
    assertThat(first.toString())
        .contains("{\"name\":\"SCARLET_DEFAULT_STORE\",\"value\":\"team-a-scarlet\"}");
    assertThat(outside(first)).isNotEmpty().doesNotContainAnyElementsOf(outside(second));
    assertThat(named(resources(List.of()), "ClusterObjectStore")).containsExactly("default");
  }

  /** Kind and name of what is not in the release's own namespace. */
  private static List<String> outside(List<JsonNode> resources) {
    return resources.stream()
        .filter(
            resource ->
                resource.path("kind").asText().startsWith("Cluster")
                    || resource.at("/metadata").has("namespace"))
        .map(resource -> resource.path("kind").asText() + " " + resource.at("/metadata"))
        .map(name -> name.replaceAll("\"labels\".*", ""))
        .toList();
  }

  @Test
  void aStoresOwnAuthorityIsNamedAndMayBeRead() throws Exception {
    var resources = resources(List.of("--set=objectStore.caSecret=authority"));

    assertThat(ofKind(resources, "ClusterObjectStore").getFirst().at("/spec/tls").toString())
        .isEqualTo("{\"caSecret\":{\"name\":\"authority\",\"namespace\":\"default\"}}");
    assertThat(ofKind(resources, "Role").toString()).contains("[\"minio\",\"authority\"]");
  }

  @Test
  void knativesFlagsAreLeftAloneWhereNoRoleMayBeMadeThere() throws Exception {
    var resources =
        resources(List.of("--set=namespaces={imaging}", "--set=knative.readFeatures=false"));

    assertThat(ofKind(resources, "Role"))
        .extracting(role -> role.at("/metadata/namespace").asText())
        .doesNotContain("knative-serving");
  }

  @Test
  void withoutRolesForPeopleAndWithATokenOnlyTheStoresAreOfTheCluster() throws Exception {
    var resources =
        resources(
            List.of(
                "--set=namespaces={imaging}",
                "--set=gateway.access=token",
                "--set=rbac.aggregate=false"));

    assertThat(named(resources, "ClusterRole")).as("ClusterObjectStores").containsExactly(STORES);
    assertThat(named(resources, "ClusterRoleBinding")).containsExactly(STORES);
  }

  @Test
  void aDatabaseOfOnesOwnTakesThePlaceOfTheOther() throws Exception {
    var resources =
        resources(
            List.of(
                "--set=externalDatabase.url=jdbc:postgresql://db.example.com:6432/ledger",
                "--set=externalDatabase.existingSecret=ledger"));

    assertThat(named(resources, "StatefulSet")).isEmpty();
    assertThat(resources.toString())
        .contains("jdbc:postgresql://db.example.com:6432/ledger", "{\"port\":6432}")
        .contains("{\"name\":\"ledger\",\"key\":\"password\"}")
        .doesNotContain("scarlet-postgresql");
  }

  @Test
  void everyPodIsDeniedAllThatNoPolicyAllows() throws Exception {
    var policies = ofKind(resources(List.of("--set=minio.enabled=true")), "NetworkPolicy");

    assertThat(policies)
        .extracting(policy -> policy.at("/metadata/name").asText())
        .containsExactlyInAnyOrder(
            "scarlet-default-deny",
            "scarlet-dns",
            "scarlet-gateway",
            "scarlet-operator",
            "scarlet-postgresql",
            "scarlet-minio");
    assertThat(policies.getFirst().at("/spec").toString())
        .isEqualTo(
            "{\"podSelector\":{\"matchLabels\":{\"app.kubernetes.io/name\":\"scarlet\",\"app.kubernetes.io/instance\":\"scarlet\"}},\"policyTypes\":[\"Ingress\",\"Egress\"]}");
  }

  @Test
  void operatorAndGatewayAreToldTheSameOfAws() throws Exception {
    var resources =
        resources(
            List.of(
                "--set=aws.enabled=true",
                "--set=aws.region=eu-central-1",
                "--set=aws.stagingBucket=staging",
                "--set=aws.endpoint=http://double:5060",
                "--set=aws.existingSecret=aws",
                "--set=aws.roleArn=arn:aws:iam::123456789012:role/scarlet"));

    assertThat(ofKind(resources, "Deployment"))
        .hasSize(2)
        .allSatisfy(
            deployment ->
                assertThat(deployment.toString())
                    .contains("{\"name\":\"SCARLET_LAMBDA_REGION\",\"value\":\"eu-central-1\"}")
                    .contains("{\"name\":\"SCARLET_LAMBDA_INSTALLATION\",\"value\":\"default\"}")
                    .contains("{\"name\":\"SCARLET_LAMBDA_STAGING_BUCKET\",\"value\":\"staging\"}")
                    .contains("{\"name\":\"aws\",\"key\":\"secretAccessKey\"}"));
    assertThat(ofKind(resources, "NetworkPolicy"))
        .filteredOn(policy -> policy.toString().contains("{\"port\":443},{\"port\":5060}"))
        .extracting(policy -> policy.at("/metadata/name").asText())
        .containsExactlyInAnyOrder("scarlet-gateway", "scarlet-operator");
    assertThat(ofKind(resources, "ServiceAccount"))
        .filteredOn(account -> account.toString().contains("eks.amazonaws.com/role-arn"))
        .hasSize(2);
    assertThat(resources(List.of()).toString()).doesNotContain("LAMBDA", "eks.amazonaws.com");
  }

  @Test
  void awsWithoutARegionAsksForIt() throws Exception {
    assertThat(helm("template", List.of("--set=aws.enabled=true")).output())
        .contains("aws.region: say in which region");
  }

  @Test
  void functionsOfOtherNamespacesFindTheStoreOfTheChart() throws Exception {
    assertThat(resources(List.of("--set=minio.enabled=true")).toString())
        .contains("\"endpoint\":\"http://scarlet-minio.default.svc:9000\"");
  }

  @Test
  void whatHoldsDataStaysAfterAnUninstallation() throws Exception {
    var resources = resources(List.of("--set=minio.enabled=true"));

    for (String name : List.of("scarlet-minio", "scarlet-postgresql")) {
      assertThat(ofKind(resources, "StatefulSet"))
          .filteredOn(set -> set.at("/metadata/name").asText().equals(name))
          .singleElement()
          .satisfies(set -> assertThat(set.at("/spec/volumeClaimTemplates")).hasSize(1));
    }
    assertThat(ofKind(resources, "Secret"))
        .filteredOn(secret -> secret.toString().contains("\"helm.sh/resource-policy\":\"keep\""))
        .extracting(secret -> secret.at("/metadata/name").asText())
        .contains("scarlet-postgresql");
  }

  @Test
  void theMetricsDashboardIsThereWhenWanted() throws Exception {
    var resources =
        resources(
            List.of(
                "--set=metrics.dashboard.enabled=true",
                "--set=metrics.serviceMonitor.enabled=true"));

    String dashboard = ofKind(resources, "ConfigMap").getFirst().at("/data/scarlet.json").asText();
    assertThat(Json.MAPPER.readTree(dashboard).path("panels")).isNotEmpty();
    assertThat(named(resources, "ServiceMonitor")).containsExactly("scarlet-metrics");
  }

  @Test
  void theApiServerTakesAllOfIt() throws Exception {
    Needed.orSkip(System.getenv("KUBECONFIG") != null, "no KUBECONFIG names an API server.");
    var file = Files.createTempFile("scarlet-chart", ".yaml");
    Files.writeString(file, helm("template", List.of("--set=minio.enabled=true")).output());

    var result =
        run(
            List.of(
                "kubectl",
                "apply",
                "--dry-run=server",
                "--validate=strict",
                "--namespace=default",
                "--filename=" + file));

    assertThat(result.code()).as(result.output()).isZero();
  }

  private static List<JsonNode> resources(List<String> more) throws Exception {
    var rendered = helm("template", more);
    assertThat(rendered.code()).as(rendered.output()).isZero();
    try (var documents =
        new YAMLMapper().readerFor(JsonNode.class).<JsonNode>readValues(rendered.output())) {
      return documents.readAll().stream().filter(document -> document.has("kind")).toList();
    }
  }

  private static List<JsonNode> ofKind(List<JsonNode> resources, String kind) {
    return resources.stream().filter(one -> one.path("kind").asText().equals(kind)).toList();
  }

  private static List<String> named(List<JsonNode> resources, String kind) {
    return ofKind(resources, kind).stream()
        .map(resource -> resource.at("/metadata/name").asText())
        .toList();
  }

  private static List<JsonNode> pods(List<String> more) throws Exception {
    return resources(more).stream()
        .map(
            resource ->
                resource.path("kind").asText().equals("Pod")
                    ? resource.path("spec")
                    : resource.at("/spec/template/spec"))
        .filter(pod -> !pod.isMissingNode())
        .toList();
  }

  private static List<JsonNode> containers(JsonNode pod) {
    var containers = new ArrayList<JsonNode>();
    pod.path("initContainers").forEach(containers::add);
    pod.path("containers").forEach(containers::add);
    return containers;
  }

  private static Result helm(String verb, List<String> more) throws Exception {
    var release = verb.equals("template") ? List.of("scarlet") : List.<String>of();
    return run(
        Stream.of(List.of("helm", verb), release, List.of(chart()), STORE, more)
            .flatMap(List::stream)
            .toList());
  }

  private static String chart() {
    return "../helm/scarlet";
  }

  private static Result run(List<String> command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), output);
  }
}
