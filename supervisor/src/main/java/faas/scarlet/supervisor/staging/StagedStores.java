package faas.scarlet.supervisor.staging;

import faas.scarlet.model.function.Output;
import faas.scarlet.model.outcome.OutputObject;
import faas.scarlet.model.outcome.Staging;
import faas.scarlet.model.storage.StoragePath;
import faas.scarlet.supervisor.attempt.Attempt;
import faas.scarlet.supervisor.fault.Fault;
import java.nio.file.Path;

/** Leads an attempt to the bucket where its files are, whatever stores its function names. */
record StagedStores(ObjectStores stores, Staging staging) implements ObjectStores {
  /** The attempt's stores: these, where its files are in them. */
  static ObjectStores of(Attempt attempt, ObjectStores stores) {
    return attempt
        .staging()
        .<ObjectStores>map(staging -> new StagedStores(stores, staging))
        .orElse(stores);
  }

  @Override
  public ObjectStore named(String name) throws Fault {
    return new Staged(stores.named(StoragePath.DEFAULT_STORE), staging);
  }

  private record Staged(ObjectStore store, Staging staging) implements ObjectStore {
    @Override
    public Arrived download(String bucket, String key, Path file) throws Fault {
      return store.download(staging.bucket(), staging.input(), file);
    }

    @Override
    public int depth(String bucket, String key) throws Fault {
      return store.depth(staging.bucket(), staging.input());
    }

    @Override
    public OutputObject publish(Output output, String relativePath, Path file, Label label)
        throws Fault {
      var left = store.publish(staging.instead(output), relativePath, file, label);
      var home = output.location();
      return new OutputObject(
          output.objectStore(), home.bucket(), home.key(relativePath), left.size(), left.sha256());
    }
  }
}
