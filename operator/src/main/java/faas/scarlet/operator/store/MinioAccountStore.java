package faas.scarlet.operator.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Accounts as users of a MinIO, each with a policy of the same name. */
final class MinioAccountStore implements AccountStore {
  private static final String ENABLED = "enabled";

  private final MinioAdmin admin;

  MinioAccountStore(MinioAdmin admin) {
    this.admin = admin;
  }

  @Override
  public void ensure(Account account) throws StoreException {
    var policy = policy(account.name());
    if (policy.isEmpty() || !same(policy.get(), account.policy())) {
      admin.put(
          "add-canned-policy",
          Map.of("name", account.name()),
          account.policy().getBytes(StandardCharsets.UTF_8));
    }
    var user = user(account.name());
    if (user.isEmpty() || !user.get().path("status").asText().equals(ENABLED)) {
      renew(account);
    }
    if (user.isEmpty() || !user.get().path("policyName").asText().equals(account.name())) {
      attach(account.name());
    }
  }

  @Override
  public void renew(Account account) throws StoreException {
    var user = Map.of("secretKey", account.secret(), "status", ENABLED);
    admin.putEncrypted(
        "add-user",
        Map.of("accessKey", account.name()),
        Json.write(user).getBytes(StandardCharsets.UTF_8));
  }

  /** The user first: without one its policy gives nobody anything. */
  @Override
  public void remove(String name) throws StoreException {
    if (user(name).isPresent()) {
      admin.delete("remove-user", Map.of("accessKey", name));
    }
    if (policy(name).isPresent()) {
      admin.delete("remove-canned-policy", Map.of("name", name));
    }
  }

  @Override
  public void check() throws StoreException {
    user("scarlet-nobody");
    policy("scarlet-nobody");
  }

  private Optional<JsonNode> user(String name) throws StoreException {
    return admin.get("user-info", Map.of("accessKey", name));
  }

  private Optional<JsonNode> policy(String name) throws StoreException {
    return admin.get("info-canned-policy", Map.of("name", name));
  }

  /** This policy, and no other one. */
  private void attach(String name) throws StoreException {
    admin.put(
        "set-user-or-group-policy",
        Map.of("policyName", name, "userOrGroup", name, "isGroup", "false"),
        new byte[0]);
  }

  /** MinIO keeps the elements of a policy's lists as sets, in an order of its own. */
  private static boolean same(JsonNode found, String desired) {
    try {
      return sorted(found).equals(sorted(Json.MAPPER.readTree(desired)));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON: " + desired, e);
    }
  }

  private static JsonNode sorted(JsonNode node) {
    if (node.isArray()) {
      List<JsonNode> elements = new ArrayList<>();
      node.forEach(element -> elements.add(sorted(element)));
      elements.sort((a, b) -> a.toString().compareTo(b.toString()));
      return Json.MAPPER.valueToTree(elements);
    }
    if (node.isObject()) {
      var fields = new java.util.TreeMap<String, JsonNode>();
      node.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
      return Json.MAPPER.valueToTree(fields);
    }
    return node;
  }
}
