package faas.scarlet.cli;

import faas.scarlet.supervisor.entry.Main;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The supervisor's one-shot entry. */
@Command(
    name = "supervise",
    description = {
      "Carries out the event on standard input, as a Kubernetes Job does; the script's output",
      "goes to standard output. Exit code 0: it succeeded.",
      "With $FUNCTION_CONFIG and $SCRIPT it takes the place of OSCAR's supervisor, to the letter."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Environment: SCARLET_FUNCTION_FILE, SCARLET_STORES_FILE, SCARLET_CACHE, SCARLET_WORK (/tmp),",
      "SCARLET_REGISTRY_MIRROR.",
      "Example: scarlet supervise examples/grayscale.yaml < event.json"
    })
final class SuperviseCommand implements Runnable {
  @Parameters(
      arity = "0..1",
      paramLabel = "MANIFEST",
      description = "The function; default: the one in $SCARLET_FUNCTION_FILE.")
  private @Nullable Path manifest;

  @Override
  public void run() {
    var arguments = new ArrayList<>(List.of("supervise"));
    if (manifest != null) {
      arguments.add(manifest.toString());
    }
    Main.main(arguments.toArray(String[]::new));
  }
}
