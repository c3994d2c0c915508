package faas.scarlet.operator.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every store of accounts does, the one in memory like the real one. */
abstract class AccountStoreContract {
  private static final String SECRET = "a-secret-of-some-length";
  private static final String OTHER_SECRET = "another-secret-of-some-length";

  /** Fresh for the test; nobody is called so. */
  protected final String name = "scarlet-" + UUID.randomUUID();

  protected abstract AccountStore store() throws Exception;

  /** Whether somebody with this name and secret may put an object below {@code PREFIX/}. */
  protected abstract boolean mayPut(String secret, String prefix) throws Exception;

  /** The policy that lets its account put objects below the prefix. */
  protected abstract String policy(String prefix);

  @Test
  void anAccountMayDoWhatItsPolicySaysAndNothingElse() throws Exception {
    store().ensure(new Account(name, SECRET, policy("a")));

    assertThat(mayPut(SECRET, "a")).isTrue();
    assertThat(mayPut(SECRET, "b")).isFalse();
    assertThat(mayPut(OTHER_SECRET, "a")).isFalse();
  }

  @Test
  void aPolicyIsReplaced() throws Exception {
    store().ensure(new Account(name, SECRET, policy("a")));

    store().ensure(new Account(name, SECRET, policy("b")));

    assertThat(mayPut(SECRET, "a")).isFalse();
    assertThat(mayPut(SECRET, "b")).isTrue();
  }

  @Test
  void aSecretIsRenewed() throws Exception {
    store().ensure(new Account(name, SECRET, policy("a")));

    store().renew(new Account(name, OTHER_SECRET, policy("a")));

    assertThat(mayPut(SECRET, "a")).isFalse();
    assertThat(mayPut(OTHER_SECRET, "a")).isTrue();
  }

  @Test
  void aRemovedAccountMayNothingAndCanBeMadeAgain() throws Exception {
    store().remove(name);
    store().ensure(new Account(name, SECRET, policy("a")));

    store().remove(name);
    store().remove(name);

    assertThat(mayPut(SECRET, "a")).isFalse();
    store().ensure(new Account(name, SECRET, policy("a")));
    assertThat(mayPut(SECRET, "a")).isTrue();
  }

  @Test
  void whoMayMakeAccountsIsTold() throws Exception {
    store().check();
  }
}
