package faas.scarlet.gateway.dispatch.target;

import faas.scarlet.aws.AwsFault;
import faas.scarlet.aws.MayLeaveCluster;
import faas.scarlet.aws.staging.StagedFile;
import faas.scarlet.aws.staging.StagedRun;
import faas.scarlet.gateway.store.ObjectStores;
import faas.scarlet.gateway.store.StoreException;
import faas.scarlet.model.event.Events;
import faas.scarlet.model.event.InvalidEventException;
import faas.scarlet.model.event.ObjectCreated;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.outcome.AttemptResult;
import faas.scarlet.model.outcome.AttemptState;
import faas.scarlet.model.outcome.OutputObject;
import faas.scarlet.model.outcome.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Carries an attempt's files from their own stores to where they are staged, and back. */
final class HomeFiles {
  private static final String TYPE = "application/octet-stream";

  private final ObjectStores stores;

  /** Of functions that name these stores. */
  HomeFiles(ObjectStores stores) {
    this.stores = stores;
  }

  /**
   * Brings the object of the event, if it is about one.
   *
   * @param function nothing of any other is ever read
   * @throws NotBegunException where there is nothing to begin with
   * @throws AwsFault where it could not be put there
   */
  void bring(MayLeaveCluster function, String event, StagedRun run) throws NotBegunException {
    try {
      var events = Events.parse(event);
      if (events.size() != 1) {
        throw NotBegunException.failed(
            Reason.INVALID_EVENT,
            "event: expected one created object or body, found " + events.size());
      }
      if (events.getFirst() instanceof ObjectCreated created) {
        bring(function.function(), created, run);
      }
    } catch (InvalidEventException e) {
      throw NotBegunException.failed(Reason.INVALID_EVENT, String.valueOf(e.getMessage()));
    } catch (StoreException | IOException e) {
      throw NotBegunException.failed(
          Reason.STORE_UNAVAILABLE, "fetching the input for Lambda: " + e.getMessage());
    }
  }

  private void bring(Function function, ObjectCreated created, StagedRun run)
      throws NotBegunException, IOException {
    String store = created.storeFor(function.spec().input());
    var found =
        stores.named(function.id().namespace(), store).read(created.bucket(), created.key());
    if (found.isEmpty()) {
      throw NotBegunException.failed(
          Reason.INPUT_MISSING,
          "%s/%s is not in object store %s any more"
              .formatted(created.bucket(), created.key(), store));
    }
    var content = found.get();
    try (var bytes = content.bytes()) {
      // The supervisor wants to know how the object was made, also where the script fetches it.
      run.bring(
          function.spec().stageIn()
              ? new StagedFile(bytes, content.size(), TYPE, content.metadata())
              : new StagedFile(InputStream.nullInputStream(), 0, TYPE, content.metadata()));
    }
  }

  /**
   * Puts the results of an attempt that succeeded where they belong.
   *
   * @return how the attempt ended now: it has failed where one of them is not there
   */
  AttemptResult publish(MayLeaveCluster function, AttemptResult result, StagedRun run) {
    try {
      for (OutputObject output : result.outputs()) {
        publish(function.function(), output, run);
      }
      return result;
    } catch (AwsFault | StoreException | IOException e) {
      return unpublished(result, String.valueOf(e.getMessage()));
    }
  }

  private void publish(Function function, OutputObject output, StagedRun run) throws IOException {
    if (function.spec().output().stream()
        .noneMatch(
            place ->
                place.objectStore().equals(output.objectStore())
                    && place.location().contains(output.bucket(), output.key()))) {
      throw new IOException(
          "%s/%s of object store %s is at no output of the function"
              .formatted(output.bucket(), output.key(), output.objectStore()));
    }
    var store = stores.named(function.id().namespace(), output.objectStore());
    try (var file =
        run.fetch(output)
            .orElseThrow(
                () -> new IOException(run.place().output(output) + " is not in the bucket"))) {
      if (file.size() != output.size()) {
        throw new IOException(
            "%s has %d bytes, expected %d"
                .formatted(run.place().output(output), file.size(), output.size()));
      }
      store.put(
          output.bucket(),
          output.key(),
          file.contentType(),
          file.metadata(),
          file.content(),
          file.size());
    }
  }

  private static AttemptResult unpublished(AttemptResult result, String message) {
    return new AttemptResult(
        AttemptState.FAILED,
        Reason.OUTPUT_FAILED,
        "fetching the results from Lambda: " + message,
        result.exitCode(),
        List.of(),
        result.timings(),
        result.cacheHit(),
        result.engine(),
        result.logTail());
  }
}
