package faas.scarlet.supervisor.staging;

import faas.scarlet.model.event.Body;
import faas.scarlet.model.event.Bytes;
import faas.scarlet.model.event.ObjectCreated;
import faas.scarlet.model.function.FunctionSpec;
import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.attempt.Attempt;
import faas.scarlet.supervisor.fault.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Brings what the event is about into the attempt's input folder. */
public final class StageIn {
  private static final String UNNAMED = "input";
  private static final int LONGEST_NAME = 255; // bytes

  private final ObjectStores stores;

  public StageIn(ObjectStores stores) {
    this.stores = stores;
  }

  /** Stages what the event brings and the function wants. */
  public StagedInput stage(Attempt attempt, Path inputFolder) throws Fault {
    return new StageIn(StagedStores.of(attempt, stores)).stageFrom(attempt, inputFolder);
  }

  private StagedInput stageFrom(Attempt attempt, Path inputFolder) throws Fault {
    var spec = attempt.function().spec();
    return switch (attempt.event()) {
      case ObjectCreated created -> {
        String object = created.bucket() + "/" + created.key();
        var input =
            spec.stageIn()
                ? download(spec, created, inputFolder)
                : StagedInput.none(depth(spec, created));
        Depth.check(input.depth(), object);
        yield input;
      }
      case Body body -> {
        var content = spec.stageIn() ? body.content() : null;
        yield content == null
            ? StagedInput.none(0)
            : write(content, inputFolder, "event-file-" + attempt.id());
      }
    };
  }

  private StagedInput download(FunctionSpec spec, ObjectCreated created, Path folder) throws Fault {
    String name = fileName(created.key());
    var arrived =
        stores
            .named(created.storeFor(spec.input()))
            .download(created.bucket(), created.key(), folder.resolve(name));
    return new StagedInput(Optional.of(name), arrived.bytes(), arrived.depth());
  }

  /** Without outputs no chain goes on, and the script's own affair is with which credentials. */
  private int depth(FunctionSpec spec, ObjectCreated created) throws Fault {
    return spec.output().isEmpty()
        ? 0
        : stores.named(created.storeFor(spec.input())).depth(created.bucket(), created.key());
  }

  private static StagedInput write(Bytes body, Path folder, String name) throws Fault {
    var file = folder.resolve(name);
    try {
      Files.write(file, body.toArray());
      return new StagedInput(Optional.of(name), Files.size(file), 0);
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
    return lastBytes(name);
  }

  /** The end of a name, with its suffix, that fits into a folder's entry. */
  private static String lastBytes(String name) {
    int start = 0;
    while (name.substring(start).getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
      start = name.offsetByCodePoints(start, 1);
    }
    return name.substring(start);
  }
}
