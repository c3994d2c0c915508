package faas.scarlet.cli.run;

import faas.scarlet.model.event.Notification;
import faas.scarlet.model.event.ObjectCreated;
import faas.scarlet.model.event.Upload;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.Input;
import faas.scarlet.model.storage.StoragePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * One file for a function.
 *
 * @param id of the invocation
 * @param name of the file, relative to the folder that was named
 * @param results folder for what the script makes of it
 * @param event that a store would have sent, had the file been put into the function's first input
 */
public record Job(String id, Path file, String name, Path results, ObjectCreated event) {
  /** A file by itself: its results go right into the folder. */
  public static Job of(Function function, Path file, Path results) throws IOException {
    String name = file.toAbsolutePath().normalize().getFileName().toString();
    return of(function, file, name, results);
  }

  /**
   * A file of a folder: its results keep its place in it.
   *
   * @param name relative to the folder
   */
  static Job of(Function function, Path file, String name, Path results) throws IOException {
    var upload = Upload.listed("local", Files.getLastModifiedTime(file).toInstant());
    var location = location(function);
    var event =
        Notification.created(
            "Put", location.bucket(), location.key(name), Files.size(file), upload);
    int slash = name.lastIndexOf('/');
    var folder = slash < 0 ? results : results.resolve(name.substring(0, slash));
    return new Job(UUID.randomUUID().toString(), file, name, folder, event);
  }

  /** Whether the function would be started for it; one without inputs takes all. */
  boolean isWanted(Function function) {
    var input = function.spec().input().stream().findFirst();
    return input.isEmpty() || input.get().accepts(event.bucket(), event.key(), event.size());
  }

  private static StoragePath location(Function function) {
    return function.spec().input().stream()
        .findFirst()
        .map(Input::location)
        .orElse(new StoragePath("local", ""));
  }
}
