package faas.scarlet.operator.store;

/**
 * Accounts of one object store. Every method may be repeated, and touches no account but the one it
 * is told of.
 */
public interface AccountStore {
  /**
   * Makes the account exactly so: there, enabled, with this policy and no other right. Writes
   * nothing where it is so already.
   *
   * <p>Whether its secret is still the right one nobody is told; who finds that it is not calls
   * {@link #renew}.
   */
  void ensure(Account account) throws StoreException;

  /** Gives the account its secret again, whatever it was. */
  void renew(Account account) throws StoreException;

  /** Takes the account and its policy away; one that is absent is a success. */
  void remove(String name) throws StoreException;

  /** Fails where the store's own account may not make others. */
  void check() throws StoreException;
}
