package faas.scarlet.operator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every store does, the one in memory like the real one. */
abstract class BucketStoreContract {
  private static final Rule PNG = new Rule("scarlet-a-0", "in put+é/", ".png");
  private static final Rule ANY = new Rule("scarlet-a-1", "", "");
  private static final Rule OTHER = new Rule("other-0", "in/", "");

  /** Fresh for the test; the bucket is not there yet. */
  protected final String bucket = "operator-" + UUID.randomUUID();

  protected abstract BucketStore store() throws Exception;

  @Test
  void aBucketMayBeAskedForAgain() throws Exception {
    store().ensureBucket(bucket);
    store().ensureBucket(bucket);

    assertThat(store().rules(bucket, "")).isEmpty();
  }

  @Test
  void rulesAreExactlyWhatWasAskedForLast() throws Exception {
    store().ensureBucket(bucket);
    store().ensureRules(bucket, "scarlet-a-", List.of(PNG, ANY));
    assertThat(store().rules(bucket, "scarlet-a-")).containsExactly(PNG, ANY);

    store().ensureRules(bucket, "scarlet-a-", List.of(ANY));

    assertThat(store().rules(bucket, "scarlet-a-")).containsExactly(ANY);
  }

  @Test
  void othersRulesStay() throws Exception {
    store().ensureBucket(bucket);
    store().ensureRules(bucket, "other-", List.of(OTHER));
    store().ensureRules(bucket, "scarlet-a-", List.of(PNG));

    store().removeRules(bucket, "scarlet-a-");

    assertThat(store().rules(bucket, "scarlet-a-")).isEmpty();
    assertThat(store().rules(bucket, "other-")).containsExactly(OTHER);
  }

  @Test
  void removingWhatIsGoneIsASuccess() throws Exception {
    store().removeRules(bucket, "scarlet-a-");
    store().ensureBucket(bucket);
    store().removeRules(bucket, "scarlet-a-");

    assertThat(store().rules(bucket, "scarlet-a-")).isEmpty();
  }

  @Test
  void aBucketThatTheStoreCannotMakeIsRefused() {
    assertThatThrownBy(() -> store().ensureBucket("Not_A_Bucket"))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Cause.REFUSED))
        .hasMessageContaining("Not_A_Bucket");
  }

  @Test
  void rulesOfAnAbsentBucketAreRefused() {
    assertThatThrownBy(() -> store().ensureRules(bucket, "scarlet-a-", List.of(PNG)))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Cause.REFUSED))
        .hasMessageContaining(bucket);
  }

  @Test
  void anAccountMayDoWhatItMay() throws Exception {
    store().ensureBucket(bucket);

    store().check();
    store().mayList(bucket, "in/");
    store().mayPut(bucket, "out+é/");
  }

  @Test
  void nobodyMayUseAnAbsentBucket() {
    assertThatThrownBy(() -> store().mayList(bucket, ""))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(bucket);
    assertThatThrownBy(() -> store().mayPut(bucket, ""))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(bucket);
  }
}
