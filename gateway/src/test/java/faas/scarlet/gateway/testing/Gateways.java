package faas.scarlet.gateway.testing;

import faas.scarlet.model.Json;
import faas.scarlet.model.storage.StoreAccess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Settings of gateways under test. */
public final class Gateways {
  private Gateways() {}

  /** A store that nobody answers for: what tests of notifications need. */
  public static StoreAccess noStore() {
    return new StoreAccess(
        "default", URI.create("http://127.0.0.1:1"), "us-east-1", true, "key", "not-to-be-logged");
  }

  /** A gateway of one machine, with its manifests in {@code folder/functions}. */
  public static Map<String, String> local(
      Path folder, String jdbcUrl, URI supervisor, StoreAccess store) throws IOException {
    var functions = Files.createDirectories(folder.resolve("functions"));
    var stores = Files.writeString(folder.resolve("stores.json"), Json.write(List.of(store)));
    var settings = new TreeMap<String, String>();
    settings.put("quarkus.datasource.jdbc.url", jdbcUrl);
    settings.put("scarlet.catalogue.kind", "folder");
    settings.put("scarlet.catalogue.folder", functions.toString());
    settings.put("scarlet.target.kind", "local");
    settings.put("scarlet.target.local-url", supervisor.toString());
    settings.put("scarlet.stores-file", stores.toString());
    settings.put("scarlet.lease", "3s");
    settings.put("scarlet.sweep.interval", "1s");
    return settings;
  }

  /** Writes a function that takes the pictures of {@code <name>-in}. */
  public static void function(Path folder, String name, String more) throws IOException {
    Files.writeString(
        Files.createDirectories(folder.resolve("functions")).resolve(name + ".yaml"),
        """
        apiVersion: scarlet.faas/v1alpha1
        kind: ScarFunction
        metadata: {name: %1$s, namespace: test}
        spec:
          image: busybox:1.36
          script: cp "$INPUT_FILE_PATH" "$TMP_OUTPUT_DIR"
          input: [{path: %1$s-in, suffix: [.png]}]
          output: [{path: %1$s-out}]
          retry: {attempts: 3, backoff: 50ms}
        %2$s
        """
            .formatted(name, more.indent(2)));
  }
}
