package faas.scarlet.model.function;

import static faas.scarlet.model.function.Absent.orElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import faas.scarlet.model.storage.StoragePath;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** A place for results. */
@ValidationRule(
    value = "self.path.matches('^/*[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/.*)?$')",
    message = "path: " + StoragePath.EXPECTED)
public record Output(
    @Default(StoragePath.DEFAULT_STORE)
        @Size(max = 253)
        @Pattern(StoragePath.STORE_PATTERN)
        @JsonPropertyDescription(
            "Name of the ObjectStore of this namespace, or of a ClusterObjectStore.")
        String objectStore,
    @Required @Size(max = 512) @JsonPropertyDescription("Bucket, or bucket/prefix.") String path,
    @JsonPropertyDescription("Only files whose name begins with one of these.") List<String> prefix,
    @JsonPropertyDescription("Only files whose name ends with one of these.") List<String> suffix) {

  public Output {
    objectStore = orElse(objectStore, StoragePath.DEFAULT_STORE);
    path = orElse(path, "");
    prefix = Absent.orEmpty(prefix);
    suffix = Absent.orEmpty(suffix);
  }

  /** Bucket and prefix under which results appear. */
  public StoragePath location() {
    return StoragePath.parse(path);
  }

  /** Whether a file, named relative to the output directory, goes here. */
  public boolean accepts(String relativePath) {
    return new NameFilter(prefix, suffix).accepts(relativePath);
  }
}
