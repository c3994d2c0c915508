package faas.scarlet.aws.bake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.scarlet.model.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The config of a baked image: the user's, with the supervisor as what starts. */
final class BakedConfig {
  /** What the user's image would have started, for the supervisor to read. */
  static final String OF_THE_IMAGE = "SCARLET_IMAGE_CONFIG";

  private static final String NO_TIME = "1970-01-01T00:00:00Z";
  private static final String SUPERVISOR_USER = "65532:65532";

  private BakedConfig() {}

  /**
   * Makes the config.
   *
   * @param base config of the user's image
   * @param supervisor config of the supervisor's image, whose entry point it becomes
   * @param layers digests of the added layers, uncompressed
   */
  static byte[] of(byte[] base, byte[] supervisor, List<String> layers) throws IOException {
    var baked = (ObjectNode) Json.MAPPER.readTree(base);
    var theirs = Json.MAPPER.readTree(supervisor).path("config");
    var config = baked.withObjectProperty("config");
    var variables = environment(config);
    variables.put(OF_THE_IMAGE, Json.write(start(config)));
    variables.put("LANG", "C.UTF-8");
    variables.put("SCARLET_CACHE", "/tmp/scarlet-cache");
    write(config.putArray("Env"), variables);
    config.set("Entrypoint", theirs.path("Entrypoint"));
    config.set("Cmd", theirs.path("Cmd"));
    config.put("User", SUPERVISOR_USER);
    config.remove(List.of("Healthcheck", "OnBuild"));
    baked.put("created", NO_TIME);
    var added = baked.withObjectProperty("rootfs").withArrayProperty("diff_ids");
    var history = baked.withArrayProperty("history");
    for (String layer : layers) {
      added.add(layer);
      history.addObject().put("created", NO_TIME).put("created_by", "scarlet");
    }
    return Json.MAPPER.writeValueAsBytes(baked);
  }

  private static JsonNode start(JsonNode config) {
    var start = Json.MAPPER.createObjectNode();
    for (String field : List.of("Entrypoint", "Cmd", "WorkingDir", "User")) {
      if (config.hasNonNull(field)) {
        start.set(field, config.get(field));
      }
    }
    return start;
  }

  private static Map<String, String> environment(JsonNode config) {
    var variables = new LinkedHashMap<String, String>();
    for (JsonNode variable : config.path("Env")) {
      String text = variable.asText();
      int equals = text.indexOf('=');
      variables.put(text.substring(0, equals), text.substring(equals + 1));
    }
    return variables;
  }

  private static void write(ArrayNode array, Map<String, String> variables) {
    variables.forEach((name, value) -> array.add(name + "=" + value));
  }
}
