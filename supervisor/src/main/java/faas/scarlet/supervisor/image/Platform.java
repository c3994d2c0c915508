package faas.scarlet.supervisor.image;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** An operating system and architecture, in the words of Go and OCI. */
record Platform(String os, String architecture) {
  private static final Map<String, String> GO_NAMES =
      Map.of("x86_64", "amd64", "aarch64", "arm64", "i386", "386");

  /** The platform of this machine. */
  static Platform current() {
    String arch = System.getProperty("os.arch");
    return new Platform("linux", GO_NAMES.getOrDefault(arch, arch));
  }

  static Platform of(JsonNode node) {
    return new Platform(node.path("os").asText(), node.path("architecture").asText());
  }

  @Override
  public String toString() {
    return os + "/" + architecture;
  }
}
