package faas.scarlet.operator.reference;

import faas.scarlet.model.function.EnvironmentVariable;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.FunctionSpec;
import faas.scarlet.model.function.KeyReference;
import faas.scarlet.operator.reference.MissingReferenceException.Kind;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Follows what a function's manifest refers to in its own namespace. Objects are read one by one
 * and not watched, so that nobody else's Secrets are ever in the operator's memory.
 */
public final class References {
  private static final String LOGINS_KEY = ".dockerconfigjson";
  private static final int MOST_SCRIPT_BYTES = 512 * 1024;

  private final Function function;
  private final KubernetesClient client;
  private final List<String> state = new ArrayList<>();

  private References(Function function, KubernetesClient client) {
    this.function = function;
    this.client = client;
  }

  /** Whether there is anything to follow, and so to look at now and then. */
  public static boolean areIn(FunctionSpec spec) {
    return spec.scriptFrom() != null
        || !spec.imagePullSecrets().isEmpty()
        || (spec.lambda() != null && spec.lambda().accountSecret() != null)
        || spec.environment().stream().anyMatch(variable -> variable.valueFrom() != null);
  }

  /** The function with all that it refers to. */
  public static Resolved resolve(Function function, KubernetesClient client)
      throws MissingReferenceException {
    var references = new References(function, client);
    var complete = references.withScript();
    references.checkValues();
    return new Resolved(complete, String.join(" ", references.state), references.logins());
  }

  private Function withScript() throws MissingReferenceException {
    var source = function.spec().scriptFrom();
    if (source == null) {
      return function;
    }
    String script = configValue(Kind.SCRIPT, "spec.scriptFrom", source.configMapKeyRef());
    int size = script.getBytes(StandardCharsets.UTF_8).length;
    if (size > MOST_SCRIPT_BYTES) {
      throw new MissingReferenceException(
          Kind.SCRIPT,
          "spec.scriptFrom: expected at most 512 KiB, found %d bytes; put large files into the image"
              .formatted(size));
    }
    return new Function(function.id(), function.uid(), function.spec().withScript(script));
  }

  private void checkValues() throws MissingReferenceException {
    var environment = function.spec().environment();
    for (int i = 0; i < environment.size(); i++) {
      checkValue("spec.environment[" + i + "].valueFrom", environment.get(i));
    }
  }

  private void checkValue(String path, EnvironmentVariable variable)
      throws MissingReferenceException {
    var from = variable.valueFrom();
    if (from == null) {
      return;
    }
    var config = from.configMapKeyRef();
    var secret = from.secretKeyRef();
    if (config != null) {
      state.add(configValue(Kind.VALUE, path, config));
    } else if (secret != null) {
      var found = secret(Kind.VALUE, path, secret);
      // The value's own hash would let anybody guess a short one.
      state.add(found.getMetadata().getUid() + "/" + found.getMetadata().getResourceVersion());
    }
  }

  private List<String> logins() throws MissingReferenceException {
    var logins = new ArrayList<String>();
    var secrets = function.spec().imagePullSecrets();
    for (int i = 0; i < secrets.size(); i++) {
      String path = "spec.imagePullSecrets[" + i + "]";
      var found = secret(Kind.LOGIN, path, new KeyReference(secrets.get(i).name(), LOGINS_KEY));
      byte[] login = Base64.getDecoder().decode(found.getData().get(LOGINS_KEY));
      logins.add(new String(login, StandardCharsets.UTF_8));
    }
    return logins;
  }

  private String configValue(Kind kind, String path, KeyReference reference)
      throws MissingReferenceException {
    var found = client.configMaps().inNamespace(namespace()).withName(reference.name()).get();
    var data = Optional.ofNullable(found).map(ConfigMap::getData).orElse(Map.of());
    String value = data.get(reference.key());
    if (value == null) {
      throw missing(kind, path, "ConfigMap", found != null, reference);
    }
    return value;
  }

  private Secret secret(Kind kind, String path, KeyReference reference)
      throws MissingReferenceException {
    var found = client.secrets().inNamespace(namespace()).withName(reference.name()).get();
    var data = Optional.ofNullable(found).map(Secret::getData).orElse(Map.of());
    if (!data.containsKey(reference.key())) {
      throw missing(kind, path, "Secret", found != null, reference);
    }
    return Objects.requireNonNull(found);
  }

  private MissingReferenceException missing(
      Kind kind, String path, String type, boolean exists, KeyReference reference) {
    String what =
        exists
            ? "%s %s of namespace %s has no key %s"
                .formatted(type, reference.name(), namespace(), reference.key())
            : "there is no %s %s in namespace %s".formatted(type, reference.name(), namespace());
    return new MissingReferenceException(
        kind, path + ": " + what + "; make it, then this goes on by itself");
  }

  private String namespace() {
    return function.id().namespace();
  }
}
