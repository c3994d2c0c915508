package faas.scarlet.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import faas.scarlet.crd.ObjectStore;
import faas.scarlet.crd.ScarFunction;
import faas.scarlet.model.Json;
import faas.scarlet.model.storage.KnownStore;
import faas.scarlet.model.storage.StoreAccess;
import faas.scarlet.operator.store.Account;
import faas.scarlet.operator.store.MinioStore;
import faas.scarlet.operator.store.OpenStore;
import faas.scarlet.operator.store.PrivateMinio;
import faas.scarlet.operator.store.StoreException;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two real stores, and the packaged operator that looks after them and functions' accounts. */
@Tag("lab")
class StoresIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Far below the 30 s after which each store is looked at without an event. */
  private static final Duration AT_ONCE = Duration.ofSeconds(3);

  private static KubernetesClient client;
  private static TestNamespace namespace;
  private static PrivateMinio minio;
  private static PrivateMinio archive;
  private static Path kubeconfig;
  private static PackagedOperator operator;

  private final String bucket = "stores-" + UUID.randomUUID();

  @BeforeAll
  static void start() throws Exception {
    Needed.orSkip(
        System.getenv("KUBECONFIG") != null,
        "no cluster. Set KUBECONFIG to one that has Scarlet's CRDs.");
    Awaitility.setDefaultTimeout(PATIENCE);
    minio = PrivateMinio.startOrSkip();
    archive = PrivateMinio.startOrSkip();
    client = new KubernetesClientBuilder().build();
    namespace =
        new TestNamespace(client, "p2-stores-" + UUID.randomUUID().toString().substring(0, 8));
    namespace.create();
    namespace.store("default", minio);
    namespace.store("archive", archive);
    kubeconfig = namespace.kubeconfig();
    operator =
        PackagedOperator.start(kubeconfig, namespace.name(), "scarlet/supervisor:none", Map.of());
  }

  @AfterAll
  static void stop() throws Exception {
    try {
      if (operator != null) {
        var functions = client.resources(ScarFunction.class).inNamespace(namespace.name());
        functions.delete();
        await().until(() -> functions.list().getItems().isEmpty());
      }
    } finally {
      // the processes first: they must not outlive a cluster that does not answer
      if (operator != null) {
        operator.stop();
        Files.delete(kubeconfig);
      }
      for (PrivateMinio store : new PrivateMinio[] {minio, archive}) {
        if (store != null) {
          store.stop();
        }
      }
      if (namespace != null) {
        namespace.delete();
        client.close();
      }
    }
  }

  @Test
  void aFunctionUsesTwoStoresByAccountsOfItsOwn() throws Exception {
    apply(
        "two",
        "input: [{objectStore: archive, path: %1$s/in}]\n  output: [{path: %1$s/out}]"
            .formatted(bucket));

    awaitCondition("two", "TriggerReady", "True");

    var access = access("two");
    assertThat(access).extracting(StoreAccess::name).containsExactly("archive", "default");
    assertThat(access)
        .allMatch(own -> own.accessKey().equals("scarlet-" + uid("two")))
        .noneMatch(own -> own.secretKey().equals(minio.access().secretKey()));
    assertThat(archive.open().buckets().rules(bucket, "scarlet-")).hasSize(1);
    assertThat(minio.open().buckets().rules(bucket, "scarlet-")).isEmpty();
    as(archive, access.getFirst()).buckets().mayList(bucket, "in/");
    as(minio, access.getLast()).buckets().mayPut(bucket, "out/");
    assertThat(mayPut(archive, access.getFirst(), "out/")).isFalse();

    apply("two", "output: [{path: %1$s/elsewhere}]".formatted(bucket));

    await().until(() -> mayPut(minio, access.getLast(), "elsewhere/"));
    assertThat(mayPut(minio, access.getLast(), "out/")).isFalse();
    await().until(() -> access("two").size() == 1);
    assertThat(access("two").getFirst()).isEqualTo(access.getLast());
    assertThat(known(archive, access.getFirst())).isFalse();
    assertThat(archive.open().buckets().rules(bucket, "scarlet-")).isEmpty();
  }

  @Test
  void anAccountThatIsTakenAwayIsGivenBackAndGoesWithItsFunction() throws Exception {
    apply("account", "output: [{path: %s/out}]".formatted(bucket));
    awaitCondition("account", "StorageReady", "True");
    var own = access("account").getFirst();

    minio
        .open()
        .accounts()
        .orElseThrow()
        .renew(new Account(own.accessKey(), "somebody-elses-secret", ""));
    provoke("account");
    await().until(() -> mayPut(minio, own, "out/"));

    client.secrets().inNamespace(namespace.name()).withName("account-stores").delete();
    await()
        .until(
            () ->
                find(Secret.class, "account-stores").isPresent()
                    && mayPut(minio, access("account").getFirst(), "out/"));
    assertThat(mayPut(minio, own, "out/")).isFalse();

    var last = access("account").getFirst();
    client.resources(ScarFunction.class).inNamespace(namespace.name()).withName("account").delete();
    await().until(() -> find(ScarFunction.class, "account").isEmpty());
    assertThat(known(minio, last)).isFalse();
    minio.open().buckets().mayPut(bucket, "out/");
  }

  @Test
  void aStoreSaysWhatItLacks() {
    await()
        .untilAsserted(
            () ->
                assertThat(conditions(ObjectStore.class, "archive"))
                    .extracting(Condition::getType, Condition::getStatus)
                    .contains(
                        tuple("Reachable", "True"),
                        tuple("AccountsReady", "True"),
                        tuple("NotificationsReady", "True")));
    namespace.store("lacking", archive);
    patchStore("lacking", "{\"spec\":{\"notifications\":{\"target\":\"ABSENT\"}}}");
    var target = awaitStore("lacking", "NotificationsReady", "False");
    assertThat(target.getReason()).isEqualTo("TargetNotRegistered");
    assertThat(target.getMessage()).contains("arn:minio:sqs::ABSENT:webhook", "register it");

    patchStore("lacking", "{\"spec\":{\"notifications\":{\"type\":\"none\"}}}");
    apply("silent", "input: [{objectStore: lacking, path: %s/in}]".formatted(bucket));
    assertThat(awaitCondition("silent", "TriggerReady", "True").getMessage())
        .isEqualTo("the sweep finds new objects in lacking");

    namespace.secret("lacking", "not-the-secret", archive);
    assertThat(awaitStore("lacking", "Reachable", "False").getReason()).isEqualTo("AccessDenied");
    assertThat(awaitCondition("silent", "StorageReady", "False").getReason())
        .isEqualTo("AccessDenied");
    namespace.secret("lacking", archive.access().secretKey(), archive);
    awaitStore("lacking", "Reachable", "True");
    awaitCondition("silent", "StorageReady", "True");

    client.secrets().inNamespace(namespace.name()).withName("lacking").delete();
    var secret = awaitStore("lacking", "Reachable", "False");
    assertThat(secret.getReason()).isEqualTo("SecretNotFound");
    assertThat(secret.getMessage()).contains("make it, with the keys accessKey and secretKey");

    client.resources(ObjectStore.class).inNamespace(namespace.name()).withName("lacking").delete();
    await()
        .until(
            () -> conditions(ScarFunction.class, "silent"),
            all -> all.anyMatch(c -> c.getReason().equals("ObjectStoreNotFound")));
  }

  @Test
  void aStoreMayHaveAnAuthorityOfItsOwn() throws Exception {
    var closed = PrivateMinio.startWithOwnAuthorityOrSkip();
    try {
      namespace.store("closed", closed);
      assertThat(awaitStore("closed", "Reachable", "False").getMessage())
          .contains("name who signed its certificate in tls.caSecret");

      patchStore("closed", "{\"spec\":{\"tls\":{\"caSecret\":{\"name\":\"authority\"}}}}");
      var lacking =
          await()
              .until(
                  () -> awaitStore("closed", "Reachable", "False"),
                  found -> found.getReason().equals("SecretNotFound"));
      assertThat(lacking.getMessage()).contains("no Secret authority", "the key ca.crt");
      namespace.authority("authority", Objects.requireNonNull(closed.access().authorities()));

      awaitStore("closed", "Reachable", "True");
      apply(
          "closed",
          "exposeCredentials: true\n  output: [{objectStore: closed, path: %s/out}]"
              .formatted(bucket));
      awaitCondition("closed", "StorageReady", "True");
      assertThat(access("closed").getFirst().authorities()).contains("BEGIN CERTIFICATE");
      assertThat(told())
          .filteredOn(it -> it.access().name().equals("closed"))
          .allMatch(it -> it.access().trust().isPresent())
          .hasSize(1);
      patchStore("closed", "{\"spec\":{\"accounts\":\"shared\"}}");
      await()
          .until(
              () -> awaitCondition("closed", "StorageReady", "False").getMessage(),
              message -> message.startsWith("exposeCredentials: functions share the account"));
      patchStore("closed", "{\"spec\":{\"accounts\":\"minio\"}}");
      awaitCondition("closed", "StorageReady", "True");
    } finally {
      client
          .resources(ScarFunction.class)
          .inNamespace(namespace.name())
          .withName("closed")
          .delete();
      await().until(() -> find(ScarFunction.class, "closed").isEmpty());
      client.resources(ObjectStore.class).inNamespace(namespace.name()).withName("closed").delete();
      closed.stop();
    }
  }

  @Test
  void theGatewayIsToldAllStores() {
    await()
        .untilAsserted(
            () ->
                assertThat(told())
                    .extracting(KnownStore::access)
                    .extracting(StoreAccess::endpoint)
                    .contains(minio.access().endpoint(), archive.access().endpoint()));
    namespace.store("passing", archive);
    await().until(() -> told().stream().anyMatch(it -> it.access().name().equals("passing")));

    client.resources(ObjectStore.class).inNamespace(namespace.name()).withName("passing").delete();

    // no other store is looked at in that time
    await()
        .atMost(AT_ONCE)
        .until(() -> told().stream().noneMatch(it -> it.access().name().equals("passing")));
    assertThat(told())
        .allMatch(
            it ->
                namespace.name().equals(it.namespace())
                    && it.sweepInterval().equals(Optional.of(Duration.ofSeconds(30))));
  }

  private static void apply(String name, String more) {
    String manifest =
        """
        apiVersion: scarlet.faas/v1alpha1
        kind: ScarFunction
        metadata: {name: %s, namespace: %s}
        spec:
          image: docker.io/library/debian:bookworm-slim
          %s
        """
            .formatted(name, namespace.name(), more);
    client
        .resource(
            client
                .getKubernetesSerialization()
                .<ScarFunction>unmarshal(manifest, ScarFunction.class))
        .forceConflicts()
        .serverSideApply();
  }

  /** An event that makes the operator look again. */
  private static void provoke(String function) {
    client
        .configMaps()
        .inNamespace(namespace.name())
        .withName(function + "-function")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"annotations\":{\"test\":\"%s\"}}}".formatted(UUID.randomUUID()));
  }

  private static void patchStore(String name, String change) {
    client
        .resources(ObjectStore.class)
        .inNamespace(namespace.name())
        .withName(name)
        .patch(PatchContext.of(PatchType.JSON_MERGE), change);
  }

  private static String uid(String function) {
    return find(ScarFunction.class, function).orElseThrow().getMetadata().getUid();
  }

  private static List<StoreAccess> access(String function) {
    return find(Secret.class, function + "-stores")
        .map(secret -> List.of(read(secret, "stores.json", StoreAccess[].class)))
        .orElse(List.of());
  }

  private static List<KnownStore> told() {
    return find(Secret.class, PackagedOperator.GATEWAY_STORES)
        .map(secret -> Arrays.asList(read(secret, "objectstores.json", KnownStore[].class)))
        .orElse(List.of());
  }

  private static <T> T read(Secret secret, String key, Class<T> type) {
    try {
      return Json.MAPPER.readValue(Base64.getDecoder().decode(secret.getData().get(key)), type);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static OpenStore as(PrivateMinio store, StoreAccess own) {
    return MinioStore.open(store.spec("any"), own);
  }

  private boolean mayPut(PrivateMinio store, StoreAccess own, String prefix) {
    try {
      as(store, own).buckets().mayPut(bucket, prefix);
      return true;
    } catch (StoreException e) {
      return false;
    }
  }

  private static boolean known(PrivateMinio store, StoreAccess own) {
    try {
      as(store, own).buckets().check();
      return true;
    } catch (StoreException e) {
      return false;
    }
  }

  private static Condition awaitCondition(String name, String type, String status) {
    return awaitCondition(ScarFunction.class, name, type, status);
  }

  private static Condition awaitStore(String name, String type, String status) {
    return awaitCondition(ObjectStore.class, name, type, status);
  }

  private static Condition awaitCondition(
      Class<? extends HasMetadata> kind, String name, String type, String status) {
    return await("condition %s of %s is %s".formatted(type, name, status))
        .until(
            () ->
                conditions(kind, name)
                    .filter(c -> c.getType().equals(type) && c.getStatus().equals(status))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private static Stream<Condition> conditions(Class<? extends HasMetadata> kind, String name) {
    return find(kind, name).stream()
        .flatMap(
            found ->
                switch (found) {
                  case ScarFunction f when f.getStatus() != null ->
                      f.getStatus().conditions().stream();
                  case ObjectStore s when s.getStatus() != null ->
                      s.getStatus().conditions().stream();
                  default -> Stream.empty();
                });
  }

  private static <R extends HasMetadata> Optional<R> find(Class<R> type, String name) {
    return Optional.ofNullable(
        client.resources(type).inNamespace(namespace.name()).withName(name).get());
  }
}
