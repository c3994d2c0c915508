package faas.scarlet.operator.store;

import java.util.Map;
import java.util.TreeMap;

/** Accounts for tests. */
public final class InMemoryAccountStore implements AccountStore {
  private final Map<String, Account> accounts = new TreeMap<>();

  /** What there is, by name. */
  public Map<String, Account> accounts() {
    return accounts;
  }

  @Override
  public void ensure(Account account) {
    accounts.merge(
        account.name(), account, (old, now) -> new Account(now.name(), old.secret(), now.policy()));
  }

  @Override
  public void renew(Account account) {
    accounts.put(account.name(), account);
  }

  @Override
  public void remove(String name) {
    accounts.remove(name);
  }

  @Override
  public void check() {}
}
