package faas.scarlet.model.outcome;

import faas.scarlet.model.function.Output;
import faas.scarlet.model.storage.StoragePath;
import java.util.List;

/**
 * Where the files of one attempt are while it runs away from its object stores: a bucket that both
 * sides reach. Nothing else is read or written then; the script sees the event's own names.
 *
 * <pre>
 * PREFIX/begun.json                       who asked for the attempt first; gateways' own affair
 * PREFIX/input                            the object of the event
 * PREFIX/output/STORE/BUCKET/KEY          a result, under the key that it is to have at home
 * PREFIX/result.json                      how the attempt ended: an {@link AttemptResult}
 * </pre>
 *
 * @param prefix of this attempt alone; without slashes around it
 */
public record Staging(String bucket, String prefix) {
  /** Name of the file that tells how the attempt ended. */
  public static final String RESULT = "result.json";

  /** Key of the file that tells who asked for the attempt first. */
  public String begun() {
    return prefix + "/begun.json";
  }

  /** Key of the object that the event is about. */
  public String input() {
    return prefix + "/input";
  }

  /** Key of the file that tells how the attempt ended. */
  public String result() {
    return prefix + "/" + RESULT;
  }

  /** Key of the result that belongs at this place of its own store. */
  public String output(OutputObject home) {
    return "%s/output/%s/%s/%s".formatted(prefix, home.objectStore(), home.bucket(), home.key());
  }

  /** Where the results for an output are left; each {@link #output} is in it. */
  public Output instead(Output output) {
    String path =
        "%s/%s/output/%s/%s".formatted(bucket, prefix, output.objectStore(), output.location());
    return new Output(StoragePath.DEFAULT_STORE, path, List.of(), List.of());
  }

  /** Where the attempt's end is told, as {@link #RESULT}. */
  public Output results() {
    return new Output(StoragePath.DEFAULT_STORE, bucket + "/" + prefix, List.of(), List.of());
  }
}
