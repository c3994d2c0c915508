package faas.scarlet.operator.lambda;

import faas.scarlet.aws.AwsAccess;
import faas.scarlet.aws.AwsCause;
import faas.scarlet.aws.AwsFault;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** Keys from Secrets of the functions' own namespaces; else the operator's own account. */
@Singleton
public class SecretKeys implements AccountKeys {
  private static final String ID = "accessKeyId";
  private static final String KEY = "secretAccessKey";
  private static final String TOKEN = "sessionToken";

  private final KubernetesClient client;

  /** Reads Secrets with this client, by their names. */
  public SecretKeys(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public AwsAccess of(String namespace, Place place) {
    return place
        .secret()
        .<AwsAccess>map(name -> keys(namespace, name))
        .orElseGet(AwsAccess.FromSurroundings::new);
  }

  private AwsAccess.Keys keys(String namespace, String name) {
    var found = client.secrets().inNamespace(namespace).withName(name).get();
    var data = Optional.ofNullable(found).map(Secret::getData).orElse(Map.of());
    if (!data.containsKey(ID) || !data.containsKey(KEY)) {
      throw new AwsFault(
          AwsCause.NO_CREDENTIALS,
          "spec.lambda.accountSecret: expected the keys %s and %s (and %s, of short-lived ones) in Secret %s of namespace %s, found %s; make it, then this goes on by itself"
              .formatted(
                  ID, KEY, TOKEN, name, namespace, found == null ? "no Secret" : data.keySet()));
    }
    return new AwsAccess.Keys(
        text(data.get(ID)),
        text(data.get(KEY)),
        Optional.ofNullable(data.get(TOKEN)).map(SecretKeys::text));
  }

  private static String text(String encoded) {
    return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8).strip();
  }
}
