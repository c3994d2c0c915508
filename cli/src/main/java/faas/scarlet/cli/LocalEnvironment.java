package faas.scarlet.cli;

import faas.scarlet.supervisor.SupervisorSettings;
import faas.scarlet.supervisor.entry.Environment;
import faas.scarlet.supervisor.entry.InvalidSettingException;
import faas.scarlet.supervisor.image.ImageCache;
import faas.scarlet.supervisor.image.PullProgress;
import faas.scarlet.supervisor.run.ScriptLog;
import faas.scarlet.supervisor.staging.ObjectStores;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;

/** The process's environment, with what the command line says over it. */
final class LocalEnvironment {
  private final Environment environment;

  LocalEnvironment(RegistryMirror mirror, CacheFolder cache) {
    var variables = new HashMap<>(System.getenv());
    variables.put("SCARLET_REGISTRY_MIRROR", mirror.value());
    cache.value().ifPresent(folder -> variables.put("SCARLET_CACHE", folder.toString()));
    environment = new Environment(variables);
  }

  /** For a supervisor in this process, which tells the terminal how far a pull is. */
  SupervisorSettings settings(ObjectStores stores, ScriptLog log) throws UserError {
    try {
      return environment.settings(stores, log, new PullReport());
    } catch (InvalidSettingException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  /** The S3 stores that the environment names. */
  ObjectStores stores() throws UserError {
    try {
      return ObjectStores.s3(environment.stores());
    } catch (InvalidSettingException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  /** The unpacked images alone. */
  static ImageCache images(CacheFolder cache) throws IOException, UserError {
    var local = new LocalEnvironment(new RegistryMirror(), cache);
    try {
      return new ImageCache(local.environment.images(), PullProgress.NONE);
    } catch (InvalidSettingException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  /** For a supervisor that only pulls and looks at images. */
  SupervisorSettings settings() throws UserError {
    return settings(ObjectStores.s3(List.of()), ScriptLog.plain(System.err));
  }
}
