package faas.scarlet.gateway.dispatch.target;

import static java.nio.charset.StandardCharsets.UTF_8;

import faas.scarlet.aws.KnownAccount;
import faas.scarlet.model.Json;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Functions' own accounts, from the Secret in which the operator tells them; else from a file. */
final class AccountsWatch implements ResourceEventHandler<Secret> {
  private static final Logger LOG = Logger.getLogger(AccountsWatch.class);

  private final LambdaAccounts accounts;

  private AccountsWatch(LambdaAccounts accounts) {
    this.accounts = accounts;
  }

  /**
   * Returns when the Secret has been read, or is known to be absent; a change counts at once.
   *
   * @param namespace of the Secret; absent: the gateway's own
   */
  static SharedIndexInformer<Secret> of(
      KubernetesClient kubernetes,
      Optional<String> namespace,
      String name,
      LambdaAccounts accounts) {
    return kubernetes
        .secrets()
        .inNamespace(namespace.orElseGet(kubernetes::getNamespace))
        .withName(name)
        .inform(new AccountsWatch(accounts));
  }

  /**
   * Reads a JSON list of accounts once.
   *
   * @throws IllegalStateException where the file is something else
   */
  static void file(Path file, LambdaAccounts accounts) {
    try {
      accounts.replace(read(Files.readString(file)));
    } catch (IOException e) {
      // The parser's message would show a part of the file, and with it perhaps a secret.
      throw new IllegalStateException(
          "scarlet.lambda.accounts-file: expected a JSON list of accounts in %s, found %s"
              .formatted(file, e.getClass().getSimpleName()));
    }
  }

  @Override
  public void onAdd(Secret secret) {
    onUpdate(secret, secret);
  }

  @Override
  public void onUpdate(Secret before, Secret after) {
    String list =
        Optional.ofNullable(after.getData()).map(data -> data.get(KnownAccount.LIST)).orElse(null);
    try {
      accounts.replace(
          list == null ? List.of() : read(new String(Base64.getDecoder().decode(list), UTF_8)));
    } catch (IOException e) {
      // The parser's message would show a part of it, and with it perhaps a secret.
      LOG.warnf(
          "list of AWS accounts not understood, the former one goes on secret=%s found=%s",
          after.getMetadata().getName(), e.getClass().getSimpleName());
    }
  }

  /** Somebody's mistake, which the operator repairs: until then the accounts go on. */
  @Override
  public void onDelete(Secret secret, boolean unknown) {
    LOG.warnf("list of AWS accounts deleted, they go on secret=%s", secret.getMetadata().getName());
  }

  private static List<KnownAccount> read(String json) throws IOException {
    return List.of(Json.OWN.readValue(json, KnownAccount[].class));
  }
}
