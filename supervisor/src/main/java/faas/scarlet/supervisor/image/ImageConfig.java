package faas.scarlet.supervisor.image;

import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.model.Json;
import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.fault.Fault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What an image says about running it.
 *
 * @param environment as {@code NAME=value}
 * @param workingDirectory absolute; empty where the image names none
 * @param user name or number, perhaps with a group as in {@code www:www}; empty for root
 */
public record ImageConfig(
    List<String> entrypoint,
    List<String> command,
    List<String> environment,
    String workingDirectory,
    String user) {

  public ImageConfig {
    entrypoint = List.copyOf(entrypoint);
    command = List.copyOf(command);
    environment = List.copyOf(environment);
  }

  /** Reads an image's config; an image for another platform is {@code ImageNotFound}. */
  static ImageConfig parse(Reference image, byte[] content) throws Fault {
    JsonNode node;
    try {
      node = Json.MAPPER.readTree(content);
    } catch (IOException e) {
      throw new Fault(Reason.IMAGE_CORRUPT, "image " + image + " has no valid config", e);
    }
    var platform = Platform.of(node);
    if (!platform.equals(Platform.current())) {
      throw wrongPlatform(image, platform.toString());
    }
    return of(node.path("config"));
  }

  /** Reads the part of an image's config that says how it is run; what is missing is empty. */
  public static ImageConfig of(JsonNode config) {
    return new ImageConfig(
        texts(config.path("Entrypoint")),
        texts(config.path("Cmd")),
        texts(config.path("Env")),
        config.path("WorkingDir").asText(),
        config.path("User").asText());
  }

  static Fault wrongPlatform(Reference image, String found) {
    return new Fault(
        Reason.IMAGE_NOT_FOUND,
        "image %s is for %s, this machine is %s; choose an image for it"
            .formatted(image, found, Platform.current()));
  }

  private static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
