package faas.scarlet.operator.gateway;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The one Secret in which the gateway is told what it may not read elsewhere. Each key has an owner
 * of its own, so that none drops what another one knows.
 */
@ApplicationScoped
public class GatewaySecret {
  private final KubernetesClient client;
  private final Optional<String> name;
  private final Optional<String> namespace;

  /** The Secret of this name; in the operator's own namespace where none is given. */
  public GatewaySecret(
      KubernetesClient client,
      @ConfigProperty(name = "scarlet.gateway.stores-secret") Optional<String> name,
      @ConfigProperty(name = "scarlet.gateway.namespace") Optional<String> namespace) {
    this.client = client;
    this.name = name;
    this.namespace = namespace;
  }

  /** Whether there is a gateway to be told anything. */
  public boolean isKept() {
    return name.isPresent();
  }

  /** What this key says now. */
  public Optional<String> read(String key) {
    return Optional.ofNullable(client.resource(secret(Map.of())).get())
        .map(Secret::getData)
        .flatMap(data -> Optional.ofNullable(data.get(key)))
        .map(value -> new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8));
  }

  /** From now on this key says that. */
  public void write(String key, String value) {
    String encoded = Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    client
        .resource(secret(Map.of(key, encoded)))
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager("scarlet-operator-" + key.replace(".json", ""))
                .withForce(true)
                .build());
  }

  private Secret secret(Map<String, String> data) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(name.orElseThrow())
        .withNamespace(namespace.orElseGet(client::getNamespace))
        .endMetadata()
        .withType("Opaque")
        .withData(data)
        .build();
  }
}
