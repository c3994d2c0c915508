package faas.scarlet.cli;

import picocli.CommandLine.Option;

/** The option of every command that pulls images. */
final class RegistryMirror {
  @Option(
      names = "--registry-mirror",
      paramLabel = "URL",
      defaultValue = "${env:SCARLET_REGISTRY_MIRROR:-}",
      description = {
        "Registry to pull from instead of docker.io, or host=URL,… for others",
        "(*=URL for all); default: $SCARLET_REGISTRY_MIRROR."
      })
  private String value = "";

  /** As {@code SCARLET_REGISTRY_MIRROR} takes it; empty for none. */
  String value() {
    return value;
  }
}
