package faas.scarlet.supervisor.run;

import faas.scarlet.model.function.FunctionSpec;
import faas.scarlet.model.storage.StoragePath;
import faas.scarlet.model.storage.StoreAccess;
import faas.scarlet.supervisor.staging.ObjectStores;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A function's own way to its object store, as the variables that S3's tools and libraries know. A
 * function with several stores is told of the first that its inputs name, else its outputs.
 */
final class StoreVariables {
  private StoreVariables() {}

  /** Nothing where the function does not ask for it; its own variables of these names stay. */
  static Map<String, String> of(FunctionSpec spec, ObjectStores stores) {
    var variables = new TreeMap<String, String>();
    if (spec.exposeCredentials()) {
      stores.access(store(spec)).ifPresent(access -> fill(variables, access));
      spec.environment().forEach(own -> variables.remove(own.name()));
    }
    return variables;
  }

  private static void fill(Map<String, String> variables, StoreAccess access) {
    variables.put("AWS_ACCESS_KEY_ID", access.accessKey());
    variables.put("AWS_SECRET_ACCESS_KEY", access.secretKey());
    variables.put("AWS_REGION", access.region());
    variables.put("AWS_DEFAULT_REGION", access.region());
    variables.put("AWS_ENDPOINT_URL", access.endpoint().toString());
    variables.put("AWS_ENDPOINT_URL_S3", access.endpoint().toString());
  }

  private static String store(FunctionSpec spec) {
    return Stream.concat(
            spec.input().stream().map(input -> input.objectStore()),
            spec.output().stream().map(output -> output.objectStore()))
        .findFirst()
        .orElse(StoragePath.DEFAULT_STORE);
  }
}
