package faas.scarlet.operator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.scarlet.model.storage.StoreAccess;
import faas.scarlet.operator.store.StoreException.Cause;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract, and its errors, on a real MinIO that the test starts for itself. */
@Tag("lab")
class MinioBucketStoreIT extends BucketStoreContract {
  private static final List<Rule> RULES = List.of(new Rule("scarlet-a-0", "in/", ""));
  private static PrivateMinio minio;

  @BeforeAll
  static void start() throws Exception {
    minio = PrivateMinio.startOrSkip();
  }

  @AfterAll
  static void stop() throws Exception {
    if (minio != null) {
      minio.stop();
    }
  }

  @Override
  protected BucketStore store() {
    return store(minio.access(), PrivateMinio.WEBHOOK_ARN);
  }

  private static BucketStore store(StoreAccess access, String arn) {
    return new MinioBucketStore(access, arn, MinioStore.http(access));
  }

  @Test
  void aTargetThatWasNotRegisteredIsSaidToBeSo() throws Exception {
    var store = store(minio.access(), "arn:minio:sqs::ABSENT:webhook");
    store.ensureBucket(bucket);

    assertThatThrownBy(() -> store.ensureRules(bucket, "scarlet-a-", RULES))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(Cause.TARGET_NOT_REGISTERED))
        .hasMessageContaining("arn:minio:sqs::ABSENT:webhook");
  }

  @Test
  void wrongCredentialsAreDeniedAndNotShown() {
    var right = minio.access();
    var wrong =
        new StoreAccess(
            "default", right.endpoint(), right.region(), true, right.accessKey(), "not-the-secret");

    assertThatThrownBy(() -> store(wrong, "arn").rules(bucket, "scarlet-a-"))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(Cause.DENIED))
        .message()
        .doesNotContain("not-the-secret");
  }

  @Test
  void aTargetIsLookedForWithoutARule() throws Exception {
    var admin = new MinioAdmin(minio.access(), MinioStore.http(minio.access()));

    new MinioTargets(admin, PrivateMinio.WEBHOOK_ARN).check();

    assertThatThrownBy(() -> new MinioTargets(admin, "arn:minio:sqs::ABSENT:webhook").check())
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(Cause.TARGET_NOT_REGISTERED))
        .hasMessageContaining(PrivateMinio.WEBHOOK_ARN);
  }

  @Test
  void aStoreThatIsDownIsUnreachable() {
    var nobody =
        new StoreAccess("default", URI.create("http://127.0.0.1:1"), "us-east-1", true, "a", "b");

    assertThatThrownBy(() -> store(nobody, "arn").ensureBucket(bucket))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(Cause.UNREACHABLE))
        .hasMessageContaining("http://127.0.0.1:1");
  }
}
