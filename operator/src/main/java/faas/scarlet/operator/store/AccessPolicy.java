package faas.scarlet.operator.store;

import faas.scarlet.model.Json;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.storage.StoragePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What a function's account may do: read below its inputs, write below its outputs, and nothing
 * else. Records of dead invocations are written by the gateway, in its own name.
 */
final class AccessPolicy {
  private static final List<String> READ =
      List.of("s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectAttributes");
  private static final List<String> WRITE =
      List.of("s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts");

  private final List<Map<String, Object>> statements = new ArrayList<>();

  private AccessPolicy() {}

  /** As IAM's JSON; the same for the same spec, in the same order. */
  static String of(Function function, String store) {
    var inputs = new Locations();
    var outputs = new Locations();
    for (var input : function.spec().input()) {
      inputs.add(input.objectStore(), store, input.location());
    }
    for (var output : function.spec().output()) {
      outputs.add(output.objectStore(), store, output.location());
    }
    var policy = new AccessPolicy();
    policy.buckets(inputs, outputs);
    inputs.all.values().forEach(policy::listing);
    policy.objects(READ, inputs);
    policy.objects(WRITE, outputs);
    var document = new LinkedHashMap<String, Object>();
    document.put("Version", "2012-10-17");
    document.put("Statement", policy.statements);
    return Json.write(document);
  }

  private void buckets(Locations inputs, Locations outputs) {
    var buckets = new TreeSet<String>();
    inputs.all.values().forEach(location -> buckets.add(location.bucket()));
    outputs.all.values().forEach(location -> buckets.add(location.bucket()));
    allow(List.of("s3:GetBucketLocation"), buckets.stream().map(AccessPolicy::arn).toList());
  }

  private void listing(StoragePath input) {
    var statement = allow(List.of("s3:ListBucket"), List.of(arn(input.bucket())));
    if (!input.prefix().isEmpty()) {
      statement.put(
          "Condition",
          Map.of("StringLike", Map.of("s3:prefix", List.of(literal(input.keyPrefix()) + "*"))));
    }
  }

  private void objects(List<String> actions, Locations locations) {
    allow(
        actions,
        locations.all.values().stream()
            .map(location -> arn(location.bucket() + "/" + literal(location.keyPrefix()) + "*"))
            .toList());
  }

  private Map<String, Object> allow(List<String> actions, List<String> resources) {
    var statement = new LinkedHashMap<String, Object>();
    if (!resources.isEmpty()) {
      statement.put("Effect", "Allow");
      statement.put("Action", actions);
      statement.put("Resource", resources);
      statements.add(statement);
    }
    return statement;
  }

  private static String arn(String resource) {
    return "arn:aws:s3:::" + resource;
  }

  /**
   * Policies have wildcards and variables, and no way to write the characters of them as they are:
   * a {@code ?} stands for any one character, which lets through what differs in that one only.
   */
  private static String literal(String keyPrefix) {
    return keyPrefix.replaceAll("[*$]", "?");
  }

  /** Those in one store, each once, in an order that does not change. */
  private static final class Locations {
    private final Map<String, StoragePath> all = new java.util.TreeMap<>();

    void add(String itsStore, String store, StoragePath location) {
      if (itsStore.equals(store)) {
        all.put(location.toString(), location);
      }
    }
  }
}
