package faas.scarlet.operator.lambda;

import faas.scarlet.aws.AwsCause;
import faas.scarlet.aws.AwsFault;
import faas.scarlet.aws.OwnAccount;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Accounts from Secrets of the functions' own namespaces. */
@Singleton
public class SecretKeys implements AccountKeys {
  private final KubernetesClient client;

  /** Reads Secrets with this client, by their names. */
  public SecretKeys(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public OwnAccount of(String namespace, String name) {
    var found = client.secrets().inNamespace(namespace).withName(name).get();
    var values = new HashMap<String, String>();
    Optional.ofNullable(found)
        .map(Secret::getData)
        .orElse(Map.of())
        .forEach((key, value) -> values.put(key, text(value)));
    try {
      return new OwnAccount(values);
    } catch (AwsFault e) {
      throw new AwsFault(
          AwsCause.NO_CREDENTIALS,
          "spec.lambda.accountSecret: Secret %s of namespace %s %s: %s; correct it, then this goes on by itself"
              .formatted(name, namespace, found == null ? "is not there" : "lacks", e.getMessage()),
          e);
    }
  }

  private static String text(String encoded) {
    return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
  }
}
