package faas.scarlet.operator.store;

import faas.scarlet.model.function.Function;
import faas.scarlet.model.storage.StoreAccess;
import faas.scarlet.operator.store.StoreException.Cause;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** As whom functions use their stores. */
public final class FunctionAccounts {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SECRET_BYTES = 20;

  private final StoreNames stores;

  /** With the stores of the functions' namespace. */
  public FunctionAccounts(StoreNames stores) {
    this.stores = stores;
  }

  /**
   * How the function is to reach its stores; what it cannot use is left out.
   *
   * @param former how it did until now: a secret is made once, and kept
   * @throws StoreException {@code DENIED} where its script asks for an account that is not its own
   */
  public List<StoreAccess> of(Function function, List<StoreAccess> former) throws StoreException {
    var own = new ArrayList<StoreAccess>();
    for (String name : FunctionStorage.names(function)) {
      try {
        var store = stores.named(name);
        if (function.spec().exposeCredentials() && store.accounts().isEmpty()) {
          throw new StoreException(
              Cause.DENIED,
              "exposeCredentials: functions share the account of object store %s, which may do more than this one; leave it out, or give the store accounts: minio"
                  .formatted(name));
        }
        own.add(
            store.accounts().isPresent()
                ? own(store.access(), Account.name(function.uid()), former)
                : store.access());
      } catch (StoreException e) {
        if (e.kind() != Cause.NOT_FOUND) {
          throw e;
        }
      }
    }
    return List.copyOf(own);
  }

  /** The function's accounts are there, with what its spec asks for, and it can use them. */
  public void ensure(Function function, List<StoreAccess> own) throws StoreException {
    for (String name : FunctionStorage.names(function)) {
      var store = stores.named(name);
      var mine = own.stream().filter(access -> access.name().equals(name)).findFirst();
      if (mine.isEmpty()) {
        throw new StoreException(
            Cause.UNREACHABLE, "the function's account with store " + name + " is not made yet");
      }
      if (store.accounts().isEmpty()) {
        use(function, store.as().apply(mine.get()), name);
        continue;
      }
      var account =
          new Account(
              mine.get().accessKey(), mine.get().secretKey(), AccessPolicy.of(function, name));
      store.accounts().get().ensure(account);
      try {
        use(function, store.as().apply(mine.get()), name);
      } catch (StoreException e) {
        if (e.kind() != Cause.DENIED) {
          throw e;
        }
        // nobody tells whether the secret is still the right one but who uses it
        store.accounts().get().renew(account);
        use(function, store.as().apply(mine.get()), name);
      }
    }
  }

  /** Takes away the accounts with stores that the function used and uses no more. */
  public void removeFormer(Function former, Function current) throws StoreException {
    var names = FunctionStorage.names(former);
    names.removeAll(FunctionStorage.names(current));
    for (String name : names) {
      remove(name, former.uid());
    }
  }

  /** Takes all of the function's accounts away. */
  public void remove(Function function) throws StoreException {
    for (String name : FunctionStorage.names(function)) {
      remove(name, function.uid());
    }
  }

  private void remove(String store, String uid) throws StoreException {
    var open = FunctionStorage.ifThere(stores, store);
    if (open.isPresent() && open.get().accounts().isPresent()) {
      open.get().accounts().get().remove(Account.name(uid));
    }
  }

  private static void use(Function function, BucketStore store, String name) throws StoreException {
    for (var input : function.spec().input()) {
      if (input.objectStore().equals(name)) {
        store.mayList(input.location().bucket(), input.location().keyPrefix());
      }
    }
    for (var output : function.spec().output()) {
      if (output.objectStore().equals(name)) {
        store.mayPut(output.location().bucket(), output.location().keyPrefix());
      }
    }
  }

  private static StoreAccess own(StoreAccess store, String account, List<StoreAccess> former) {
    String secret =
        former.stream()
            .filter(access -> access.name().equals(store.name()))
            .filter(access -> access.accessKey().equals(account))
            .map(StoreAccess::secretKey)
            .findFirst()
            .orElseGet(FunctionAccounts::random);
    return store.as(account, secret);
  }

  private static String random() {
    byte[] secret = new byte[SECRET_BYTES];
    RANDOM.nextBytes(secret);
    return HexFormat.of().formatHex(secret);
  }
}
