package faas.scarlet.operator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.Manifest;
import faas.scarlet.model.storage.StoreAccess;
import faas.scarlet.operator.store.StoreException.Cause;
import io.minio.GetObjectArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract, and what functions' accounts may do, on a real MinIO. */
@Tag("lab")
class MinioAccountStoreIT extends AccountStoreContract {
  private static PrivateMinio minio;
  private static OpenStore open;

  private final String bucket = "accounts-" + UUID.randomUUID();

  @BeforeAll
  static void start() throws Exception {
    minio = PrivateMinio.startOrSkip();
    open = minio.open();
  }

  @AfterAll
  static void stop() throws Exception {
    if (minio != null) {
      minio.stop();
    }
  }

  @Override
  protected AccountStore store() throws Exception {
    open.buckets().ensureBucket(bucket);
    return open.accounts().orElseThrow();
  }

  @Override
  protected boolean mayPut(String secret, String prefix) throws Exception {
    try {
      put(minio.access().as(name, secret), bucket, prefix + "/file");
      return true;
    } catch (ErrorResponseException e) {
      return false;
    }
  }

  @Override
  protected String policy(String prefix) {
    return AccessPolicy.of(
        function("output: [{path: %s/%s}]".formatted(bucket, prefix)), "default");
  }

  @Test
  void oneFunctionCannotReachWhatAnotherOneHas() throws Exception {
    var a =
        function(
            "input: [{path: %s-a/in}]\n  output: [{path: %s-a/out}]".formatted(bucket, bucket));
    var b =
        function(
            "input: [{path: %s-b/in}]\n  output: [{path: %s-b/out}]".formatted(bucket, bucket));
    var asA = made(a);
    var asB = made(b);
    put(minio.access(), bucket + "-a", "in/file");
    put(minio.access(), bucket + "-b", "in/file");

    assertThat(get(asA, bucket + "-a", "in/file")).isEqualTo("content");
    put(asA, bucket + "-a", "out/file");
    assertThat(get(asB, bucket + "-b", "in/file")).isEqualTo("content");

    denied(() -> get(asA, bucket + "-b", "in/file"));
    denied(() -> put(asA, bucket + "-b", "out/file"));
    // what is its own is not all of its bucket, and not both ways
    denied(() -> put(asA, bucket + "-a", "in/file"));
    denied(() -> get(asA, bucket + "-a", "out/file"));
    var sees = open.as().apply(asA);
    sees.mayList(bucket + "-a", "in/");
    denied(() -> sees.mayList(bucket + "-a", ""));
    denied(() -> sees.mayList(bucket + "-b", "in/"));
    denied(() -> sees.mayPut(bucket + "-b", "out/"));
    denied(() -> sees.ensureBucket(bucket + "-c"));
    assertThatThrownBy(
            () -> MinioStore.open(minio.spec("minio"), asA).accounts().orElseThrow().check())
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(Cause.DENIED))
        .hasMessageContaining("accounts: shared");
  }

  @Test
  void whatAnAdministratorTookAwayIsGivenBack() throws Exception {
    var function = function("output: [{path: %s/out}]".formatted(bucket));
    var own = made(function);
    var admin = new MinioAdmin(minio.access(), MinioStore.http(minio.access()));
    var accounts = new FunctionAccounts(any -> open);

    admin.put(
        "set-user-status", Map.of("accessKey", own.accessKey(), "status", "disabled"), new byte[0]);
    accounts.ensure(function, List.of(own));
    put(own, bucket, "out/1");

    admin.delete("remove-user", Map.of("accessKey", own.accessKey()));
    accounts.ensure(function, List.of(own));
    put(own, bucket, "out/2");

    open.accounts().orElseThrow().renew(new Account(own.accessKey(), "somebody-elses-secret", ""));
    accounts.ensure(function, List.of(own));
    put(own, bucket, "out/3");

    admin.put(
        "set-user-or-group-policy",
        Map.of("policyName", "readonly", "userOrGroup", own.accessKey(), "isGroup", "false"),
        new byte[0]);
    accounts.ensure(function, List.of(own));
    put(own, bucket, "out/4");
  }

  @Test
  void aSecretIsMadeOnceAndKept() throws Exception {
    var function = function("output: [{path: %s/out}]".formatted(bucket));
    var accounts = new FunctionAccounts(any -> open);

    var first = accounts.of(function, List.of());
    var second = accounts.of(function, first);

    assertThat(second).isEqualTo(first);
    assertThat(accounts.of(function, List.of())).isNotEqualTo(first);
    assertThat(first.getFirst().secretKey()).isNotEqualTo(minio.access().secretKey());
    assertThat(first.getFirst().accessKey()).isEqualTo("scarlet-" + function.uid());
  }

  @Test
  void aPrefixWithWildcardsIsNoWildcard() throws Exception {
    var own = made(function("output: [{path: '%s/a*'}]".formatted(bucket)));

    denied(() -> put(own, bucket, "aha/file"));
    denied(() -> put(own, bucket, "a/file"));
  }

  private StoreAccess made(Function function) throws StoreException {
    var accounts = new FunctionAccounts(any -> open);
    new FunctionStorage(any -> open).ensureBuckets(function);
    var own = accounts.of(function, List.of());
    accounts.ensure(function, own);
    return own.getFirst();
  }

  private static Function function(String spec) {
    String manifest =
        """
        apiVersion: scarlet.faas/v1alpha1
        kind: ScarFunction
        metadata: {name: account, uid: %s}
        spec:
          image: debian:bookworm-slim
          %s
        """
            .formatted(UUID.randomUUID(), spec);
    try {
      return Manifest.read(manifest, "test").getFirst();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Deed {
    void attempt() throws Exception;
  }

  private static void denied(Deed deed) {
    assertThatThrownBy(deed::attempt)
        .satisfiesAnyOf(
            e ->
                assertThat(e)
                    .isInstanceOfSatisfying(
                        ErrorResponseException.class,
                        refused ->
                            assertThat(refused.errorResponse().code()).isEqualTo("AccessDenied")),
            e ->
                assertThat(e)
                    .isInstanceOfSatisfying(
                        StoreException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(Cause.DENIED)));
  }

  private static void put(StoreAccess as, String bucket, String key) throws MinioException {
    byte[] content = "content".getBytes(StandardCharsets.UTF_8);
    client(as)
        .putObject(
            PutObjectArgs.builder().bucket(bucket).object(key).stream(
                    new ByteArrayInputStream(content), (long) content.length, -1L)
                .build());
  }

  private static String get(StoreAccess as, String bucket, String key)
      throws MinioException, IOException {
    try (var object =
        client(as).getObject(GetObjectArgs.builder().bucket(bucket).object(key).build())) {
      return new String(object.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static MinioClient client(StoreAccess as) {
    return MinioClient.builder()
        .endpoint(as.endpoint().toString())
        .region(as.region())
        .credentials(as.accessKey(), as.secretKey())
        .httpClient(MinioStore.http(minio.access()))
        .build();
  }
}
