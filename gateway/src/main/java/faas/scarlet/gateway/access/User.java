package faas.scarlet.gateway.access;

import java.util.List;
import java.util.Map;

/** Somebody whom the API server knows. */
record User(String name, String uid, List<String> groups, Map<String, List<String>> extra) {
  User {
    groups = List.copyOf(groups);
    extra = Map.copyOf(extra);
  }
}
