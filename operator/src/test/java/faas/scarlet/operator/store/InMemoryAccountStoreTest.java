package faas.scarlet.operator.store;

/** The one in memory keeps the contract. */
class InMemoryAccountStoreTest extends AccountStoreContract {
  private final InMemoryAccountStore store = new InMemoryAccountStore();

  @Override
  protected AccountStore store() {
    return store;
  }

  @Override
  protected boolean mayPut(String secret, String prefix) {
    var account = store.accounts().get(name);
    return account != null && account.secret().equals(secret) && account.policy().equals(prefix);
  }

  @Override
  protected String policy(String prefix) {
    return prefix;
  }
}
