package faas.scarlet.supervisor.staging;

import faas.scarlet.model.event.Body;
import faas.scarlet.model.event.Bytes;
import faas.scarlet.model.event.ObjectCreated;
import faas.scarlet.model.function.FunctionSpec;
import faas.scarlet.model.outcome.Reason;
import faas.scarlet.model.storage.StoragePath;
import faas.scarlet.supervisor.attempt.Attempt;
import faas.scarlet.supervisor.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Brings what the event is about into the attempt's input folder. */
public final class StageIn {
  private static final String UNNAMED = "input";
  private static final int LONGEST_NAME = 255;

  private final ObjectStores stores;

  public StageIn(ObjectStores stores) {
    this.stores = stores;
  }

  /** The name of the staged file; empty where the event brings none or the function wants none. */
  public Optional<String> stage(Attempt attempt, Path inputFolder) throws Fault {
    var spec = attempt.function().spec();
    if (!spec.stageIn()) {
      return Optional.empty();
    }
    return switch (attempt.event()) {
      case ObjectCreated created -> {
        String name = fileName(created.key());
        stores
            .named(storeOf(spec, created))
            .download(created.bucket(), created.key(), inputFolder.resolve(name));
        yield Optional.of(name);
      }
      case Body body -> {
        String name = "event-file-" + attempt.id();
        write(body.content(), inputFolder.resolve(name));
        yield Optional.of(name);
      }
    };
  }

  private static void write(Bytes body, Path file) throws Fault {
    try {
      Files.write(file, body.toArray());
    } catch (IOException e) {
      throw Fault.of(Reason.DISK_FULL, "writing the event's body to " + file, e);
    }
  }

  /** The last part of a key, which cannot lead out of the folder whatever the key is. */
  static String fileName(String key) {
    String name = key.substring(key.lastIndexOf('/') + 1).replace("\0", "");
    if (name.isEmpty() || name.equals(".") || name.equals("..")) {
      return UNNAMED;
    }
    return name.length() <= LONGEST_NAME ? name : name.substring(name.length() - LONGEST_NAME);
  }

  private static String storeOf(FunctionSpec spec, ObjectCreated created) {
    String named = created.store();
    if (named != null) {
      return named;
    }
    return spec.input().stream()
        .filter(input -> input.location().contains(created.bucket(), created.key()))
        .map(input -> input.objectStore())
        .findFirst()
        .orElse(StoragePath.DEFAULT_STORE);
  }
}
