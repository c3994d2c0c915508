package faas.scarlet.supervisor.staging;

import faas.scarlet.model.function.Output;
import faas.scarlet.model.outcome.OutputObject;
import faas.scarlet.model.outcome.Reason;
import faas.scarlet.model.outcome.Staging;
import faas.scarlet.model.storage.StoragePath;
import faas.scarlet.supervisor.attempt.Attempt;
import faas.scarlet.supervisor.attempt.Made;
import faas.scarlet.supervisor.fault.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Publishes what a script has left in its output folder. */
public final class StageOut {
  private static final int AT_ONCE = 8;

  private final ObjectStores stores;

  public StageOut(ObjectStores stores) {
    this.stores = stores;
  }

  /**
   * What a script has left.
   *
   * @param warning told of each entry that is left out
   * @throws Fault {@code OutputFailed} where the folder cannot be read
   */
  public static List<Made> files(Path folder, Consumer<String> warning) throws Fault {
    try {
      return new OutputFolder(folder, warning).files();
    } catch (IOException e) {
      throw Fault.of(Reason.OUTPUT_FAILED, "reading the output folder", e);
    }
  }

  /** Leaves how an attempt ended where its files are staged. */
  public void leave(Attempt attempt, Staging staging, Path result) throws Fault {
    var label = new ObjectStore.Label(attempt.function().id().toString(), attempt.id(), 0);
    stores
        .named(StoragePath.DEFAULT_STORE)
        .publish(staging.results(), Staging.RESULT, result, label);
  }

  /**
   * Publishes every file at every output that takes it, several at the same time, in the order of
   * their names. After a failure nothing new is begun; what is published stays, and another attempt
   * writes the same keys.
   *
   * @param inputDepth of the object that they are made of
   */
  public List<OutputObject> publish(Attempt attempt, int inputDepth, List<Made> files)
      throws Fault {
    var outputs = attempt.function().spec().output();
    var label =
        new ObjectStore.Label(attempt.function().id().toString(), attempt.id(), inputDepth + 1);
    var places = StagedStores.of(attempt, stores);
    var published = new ArrayList<OutputObject>();
    try (var ahead = new Ahead<OutputObject>(AT_ONCE, published::add)) {
      for (var file : files) {
        for (Output output : outputs) {
          if (output.accepts(file.name())) {
            var store = places.named(output.objectStore());
            ahead.start(() -> store.publish(output, file.name(), file.file(), label));
          }
        }
      }
      ahead.finish();
    }
    return published;
  }
}
