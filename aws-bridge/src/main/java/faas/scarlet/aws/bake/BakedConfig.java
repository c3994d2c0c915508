package faas.scarlet.aws.bake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.scarlet.model.Json;
import java.io.IOException;
import java.util.List;

/**
 * The config of a baked image: how the supervisor's image is run. How the user's is run is in it
 * only for the supervisor to read: a variable or a working directory that a user's program needs
 * could keep the supervisor itself from starting.
 */
final class BakedConfig {
  /** Variable with how the user's image is run. */
  static final String OF_THE_IMAGE = "SCARLET_IMAGE_CONFIG";

  private static final String NO_TIME = "1970-01-01T00:00:00Z";

  private BakedConfig() {}

  /**
   * Makes the config.
   *
   * @param base config of the user's image
   * @param supervisor config of the supervisor's image
   * @param layers digests of the added layers, uncompressed
   */
  static byte[] of(byte[] base, byte[] supervisor, List<String> layers) throws IOException {
    var baked = (ObjectNode) Json.MAPPER.readTree(base);
    var users = baked.path("config");
    var config = Json.MAPPER.readTree(supervisor).withObjectProperty("config").deepCopy();
    config.withArrayProperty("Env").add(OF_THE_IMAGE + "=" + Json.write(run(users)));
    config.set("Labels", users.path("Labels"));
    baked.set("config", config);
    baked.put("created", NO_TIME);
    var added = baked.withObjectProperty("rootfs").withArrayProperty("diff_ids");
    var history = baked.withArrayProperty("history");
    for (String layer : layers) {
      added.add(layer);
      history.addObject().put("created", NO_TIME).put("created_by", "scarlet");
    }
    return Json.MAPPER.writeValueAsBytes(baked);
  }

  private static JsonNode run(JsonNode config) {
    var run = Json.MAPPER.createObjectNode();
    for (String field : List.of("Entrypoint", "Cmd", "Env", "WorkingDir", "User")) {
      if (config.hasNonNull(field)) {
        run.set(field, config.get(field));
      }
    }
    return run;
  }
}
