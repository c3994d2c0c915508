package faas.scarlet.supervisor.run;

import java.nio.file.Path;

/**
 * What is in the environment of an attempt's processes and of no others.
 *
 * @param eventFile as the script sees it
 */
record Marker(String id, Path eventFile) {
  boolean isOn(Path process) {
    var environment = ProcFolder.environment(process);
    return environment.contains("REQUEST_ID=" + id)
        && environment.contains("SCARLET_EVENT_FILE=" + eventFile);
  }
}
