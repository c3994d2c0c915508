package faas.scarlet.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import faas.scarlet.aws.bake.Images;
import faas.scarlet.aws.bake.Logins;
import faas.scarlet.aws.bake.Place;
import faas.scarlet.crd.FunctionStatus;
import faas.scarlet.crd.ScarFunction;
import faas.scarlet.model.Json;
import faas.scarlet.model.function.Lambda.Architecture;
import faas.scarlet.operator.bake.PrivateRegistry;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of a real registry that lets nobody in without a login, baked into the same registry. */
@Tag("lab")
class BakedWithLoginsIT {
  private static final String LAB = System.getenv().getOrDefault("LAB_REGISTRY", "");
  private static final String FUNCTION = "private";
  private static final String WRONG = "no-such-password-77aa";

  @TempDir private static Path folder = Path.of("");

  private static KubernetesClient client;
  private static TestNamespace namespace;
  private static PrivateRegistry registry;
  private static Path kubeconfig;
  private static Path pushLogin;
  private static PackagedOperator operator;
  private static Images images;
  private static String base = "";

  @BeforeAll
  static void start() throws Exception {
    var environment = System.getenv();
    Needed.orSkip(
        PrivateRegistry.isInstalled()
            && Stream.of("KUBECONFIG", "LAB_REGISTRY", "SCARLET_E2E_TAG")
                .allMatch(environment::containsKey),
        "no cluster, or no registry of one's own. Install docker-registry, set KUBECONFIG to a"
            + " cluster that has Knative, LAB_REGISTRY to the registry that it takes for all, with"
            + " the image scarlet/supervisor with the tag SCARLET_E2E_TAG.");
    Awaitility.setDefaultTimeout(Duration.ofSeconds(90));
    registry = PrivateRegistry.start(folder);
    images =
        Images.forNodes(
            Optional.of("docker.io=http://%s,%2$s=http://%2$s".formatted(LAB, registry.address())),
            registry.place("").logins());
    images.copy(
        "docker.io/library/busybox:1.36", Architecture.X86_64, registry.place("team/busybox"));
    base = "%s/team/busybox:%s".formatted(registry.address(), registry.tag("team/busybox"));
    client = new KubernetesClientBuilder().build();
    namespace =
        new TestNamespace(client, "lg-baked-" + UUID.randomUUID().toString().substring(0, 8));
    namespace.create();
    kubeconfig = namespace.kubeconfig();
    pushLogin = Files.writeString(folder.resolve("push.json"), registry.login(WRONG));
    operator = startOperator(environment.getOrDefault("SCARLET_E2E_TAG", ""));
  }

  private static PackagedOperator startOperator(String tag) throws Exception {
    return PackagedOperator.start(
        kubeconfig,
        namespace.name(),
        "scarlet/supervisor:" + tag,
        Map.of(
            "SCARLET_REGISTRY_MIRROR",
            "docker.io=http://%s,%2$s=http://%2$s".formatted(LAB, registry.address()),
            "SCARLET_BAKE_REPOSITORY",
            "http://%s/lg/%s".formatted(registry.address(), namespace.name()),
            "SCARLET_BAKE_LOGIN_FILE",
            pushLogin.toString(),
            "SCARLET_BAKE_LOGIN_SECRET",
            "push",
            "SCARLET_BAKE_PULL_SECRET",
            "nodes"));
  }

  @AfterAll
  static void stop() throws Exception {
    try {
      if (operator != null) {
        functions().delete();
        await().until(() -> functions().list().getItems().isEmpty());
      }
    } finally {
      if (operator != null) {
        operator.stop();
        Files.delete(kubeconfig);
      }
      if (namespace != null) {
        namespace.delete();
        client.close();
      }
      if (registry != null) {
        registry.close();
      }
    }
  }

  @Test
  void eachLoginThatIsWantingIsNamedAndNoneIsShown() throws Exception {
    secret("team", WRONG);
    apply();

    assertThat(awaitImage("ImageUnauthorized"))
        .contains(registry.address(), "Secret team (spec.imagePullSecrets)", "was refused");
    secret("team", PrivateRegistry.PASSWORD);
    assertThat(awaitImage("RegistryRefused"))
        .contains(registry.address(), "Secret push (functions.bake.pushSecret", "was refused");
    assertThat(services()).as("nothing is started from an image that is not there").isEmpty();
    Files.writeString(pushLogin, registry.login(PrivateRegistry.PASSWORD));
    assertThat(awaitImage("PullSecretNotFound"))
        .contains(registry.address(), "Secret nodes (functions.bake.pullSecret", namespace.name());
    secret("nodes", PrivateRegistry.PASSWORD);
    awaitImage("Baked");

    String baked = Optional.ofNullable(status().bakedImage()).orElseThrow();
    assertThat(baked).startsWith(registry.address() + "/lg/" + namespace.name() + "@sha256:");
    assertThat(status().imageDigest()).as("asked for with the login").isNotNull();
    assertThat(services().getFirst().getSpec().getTemplate().getSpec().getImagePullSecrets())
        .containsExactly(new LocalObjectReference("nodes"));
    letNodesHave(baked);
    assertThat(call("hello")).isEqualTo("private: hello");
    assertThat(pods())
        .allSatisfy(
            pod ->
                assertThat(pod.getSpec().getImagePullSecrets())
                    .containsExactly(new LocalObjectReference("nodes")));
    assertThat(all()).allSatisfy(BakedWithLoginsIT::assertNoLogin);
  }

  /** The lab's nodes take the lab's registry for every registry, this one too. */
  private static void letNodesHave(String baked) {
    String repository = baked.substring(baked.indexOf('/') + 1, baked.indexOf('@'));
    images.copy(
        baked,
        Architecture.X86_64,
        new Place(URI.create("http://" + LAB), repository, Logins.NONE));
  }

  /** All that anybody but the Secrets' owner may come to see. */
  private static List<String> all() throws Exception {
    var seen = new ArrayList<>(registry.documents());
    seen.add(operator.log());
    seen.add(Json.write(functions().list()));
    seen.add(Json.write(services()));
    seen.add(Json.write(pods()));
    seen.add(Json.write(client.configMaps().inNamespace(namespace.name()).list()));
    seen.add(Json.write(client.v1().events().inNamespace(namespace.name()).list()));
    pods().forEach(pod -> seen.add(client.pods().resource(pod).inContainer("supervisor").getLog()));
    assertThat(seen).hasSizeGreaterThan(10).anyMatch(text -> text.contains("SCARLET_IMAGE_CONFIG"));
    return seen;
  }

  private static void assertNoLogin(String text) {
    for (String password : List.of(WRONG, PrivateRegistry.PASSWORD)) {
      String pair = PrivateRegistry.USER + ":" + password;
      assertThat(text).doesNotContain(password, base64(pair), base64(registry.login(password)));
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void secret(String name, String password) {
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace.name())
                .endMetadata()
                .withType("kubernetes.io/dockerconfigjson")
                .addToStringData(".dockerconfigjson", registry.login(password))
                .build())
        .forceConflicts()
        .serverSideApply();
  }

  private static void apply() {
    String manifest =
        """
        apiVersion: scarlet.faas/v1alpha1
        kind: ScarFunction
        metadata: {name: %s, namespace: %s}
        spec:
          image: %s
          imagePullSecrets: [{name: team}]
          script: |
            (echo -n "private: "; cat $INPUT_FILE_PATH) > $TMP_OUTPUT_DIR/result
          execution: {mode: Bake}
          http: {enabled: true}
          scale: {min: 1}
          cpu: 20m
          memory: 192Mi
        """
            .formatted(FUNCTION, namespace.name(), base);
    client
        .resource(
            client
                .getKubernetesSerialization()
                .<ScarFunction>unmarshal(manifest, ScarFunction.class))
        .create();
  }

  /** Waits until the condition has this reason, and gives its message. */
  private static String awaitImage(String reason) {
    return await("ImageReady with " + reason)
        .until(
            BakedWithLoginsIT::imageReady,
            found -> found.filter(it -> it.getReason().equals(reason)).isPresent())
        .orElseThrow()
        .getMessage();
  }

  private static Optional<Condition> imageReady() {
    return status().conditions().stream()
        .filter(condition -> condition.getType().equals("ImageReady"))
        .findFirst();
  }

  private static FunctionStatus status() {
    return Optional.ofNullable(functions().withName(FUNCTION).get())
        .flatMap(function -> Optional.ofNullable(function.getStatus()))
        .orElse(FunctionStatus.EMPTY);
  }

  /** As the gateway calls it; through the API server, which reaches pods of any cluster. */
  private static String call(String body) {
    var pod =
        await("a pod that is ready")
            .until(
                () -> pods().stream().filter(Readiness.getInstance()::isReady).findFirst(),
                Optional::isPresent)
            .orElseThrow();
    return client
        .raw(
            "/api/v1/namespaces/%s/pods/%s:8080/proxy/"
                .formatted(namespace.name(), pod.getMetadata().getName()),
            "POST",
            body)
        .strip();
  }

  private static List<Service> services() {
    return client.resources(Service.class).inNamespace(namespace.name()).list().getItems();
  }

  private static List<Pod> pods() {
    return client.pods().inNamespace(namespace.name()).list().getItems();
  }

  private static NonNamespaceOperation<
          ScarFunction, KubernetesResourceList<ScarFunction>, Resource<ScarFunction>>
      functions() {
    return client.resources(ScarFunction.class).inNamespace(namespace.name());
  }
}
