package faas.scarlet.supervisor;

import faas.scarlet.supervisor.image.CacheSettings;
import faas.scarlet.supervisor.image.PullProgress;
import faas.scarlet.supervisor.run.ScriptLog;
import faas.scarlet.supervisor.staging.ObjectStores;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a supervisor needs to know about its place.
 *
 * @param images the cache of unpacked images, shared with other supervisors
 * @param work attempts' folders
 * @param target what scripts see as SCARLET_TARGET: {@code cluster} or {@code local}
 * @param grace between TERM and KILL at the time limit
 * @param log gets the scripts' lines as they come
 * @param progress told of pulls
 */
public record SupervisorSettings(
    CacheSettings images,
    Path work,
    String target,
    Duration grace,
    ObjectStores stores,
    ScriptLog log,
    PullProgress progress) {}
