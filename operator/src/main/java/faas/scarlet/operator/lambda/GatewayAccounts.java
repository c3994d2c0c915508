package faas.scarlet.operator.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import faas.scarlet.aws.KnownAccount;
import faas.scarlet.aws.OwnAccount;
import faas.scarlet.model.Json;
import faas.scarlet.model.function.FunctionId;
import faas.scarlet.operator.gateway.GatewaySecret;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Tells the gateway the accounts of functions on Lambda, beside the stores and for the same reason:
 * it needs no right on the Secrets of others. What is told is read back, so that an operator that
 * has just begun need not have seen every function.
 */
@ApplicationScoped
public class GatewayAccounts implements ToldAccounts {
  private static final Logger LOG = Logger.getLogger(GatewayAccounts.class);

  private final GatewaySecret secret;
  private Optional<List<KnownAccount>> lastTold = Optional.empty();

  /** Told in this Secret. */
  public GatewayAccounts(GatewaySecret secret) {
    this.secret = secret;
  }

  @Override
  public synchronized void tell(FunctionId function, String name, OwnAccount account) {
    if (!secret.isKept()) {
      return;
    }
    var before = read();
    var after = without(function, before);
    var others = List.<String>of();
    for (var known : after) {
      others = known.is(function.namespace(), name) ? known.functions() : others;
    }
    after.removeIf(known -> known.is(function.namespace(), name));
    var users = new ArrayList<>(others);
    users.add(function.name());
    after.add(new KnownAccount(function.namespace(), name, users, account));
    write(before, after);
  }

  /** Asked for every function at every look, so nothing is read for it. */
  @Override
  public synchronized void forget(FunctionId function) {
    if (!secret.isKept()) {
      return;
    }
    var before = lastTold.orElseGet(this::read);
    write(before, without(function, before));
  }

  private static List<KnownAccount> without(FunctionId function, List<KnownAccount> all) {
    var rest = new ArrayList<KnownAccount>();
    for (var known : all) {
      var users = new ArrayList<>(known.functions());
      if (known.namespace().equals(function.namespace())) {
        users.remove(function.name());
      }
      if (!users.isEmpty()) {
        rest.add(new KnownAccount(known.namespace(), known.secret(), users, known.account()));
      }
    }
    return rest;
  }

  private List<KnownAccount> read() {
    var found = secret.read(KnownAccount.LIST);
    try {
      return found.isEmpty()
          ? List.of()
          : List.of(Json.OWN.readValue(found.get(), KnownAccount[].class));
    } catch (JsonProcessingException e) {
      // Spoilt by hand; each function tells its own again at its next look.
      return List.of();
    }
  }

  private void write(List<KnownAccount> before, List<KnownAccount> after) {
    after.sort(Comparator.comparing(KnownAccount::namespace).thenComparing(KnownAccount::secret));
    if (!after.equals(before)) {
      secret.write(KnownAccount.LIST, Json.write(after));
      LOG.infof(
          "event=accounts-told accounts=%s",
          after.stream().map(known -> known.namespace() + "/" + known.secret()).toList());
    }
    lastTold = Optional.of(List.copyOf(after));
  }
}
