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
import org.jspecify.annotations.Nullable;

/** A place whose new files are the function's work. */
@ValidationRule(
    value = "self.path.matches('^/*[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/.*)?$')",
    message = "path: " + StoragePath.EXPECTED)
public record Input(
    @Default(StoragePath.DEFAULT_STORE)
        @Size(max = 253)
        @Pattern(StoragePath.STORE_PATTERN)
        @JsonPropertyDescription(
            "Name of the ObjectStore of this namespace, or of a ClusterObjectStore.")
        String objectStore,
    @Required @Size(max = 512) @JsonPropertyDescription("Bucket, or bucket/prefix.") String path,
    @JsonPropertyDescription("File names must begin with one of these.") List<String> prefix,
    @JsonPropertyDescription("File names must end with one of these.") List<String> suffix,
    @JsonPropertyDescription("What must happen to a file: it is created.") List<EventKind> events,
    @Nullable
        @Pattern(Quantity.BYTES_PATTERN)
        @JsonPropertyDescription("Smaller files are left alone.")
        String minSize,
    @Nullable
        @Pattern(Quantity.BYTES_PATTERN)
        @JsonPropertyDescription("Larger files are left alone.")
        String maxSize) {

  public Input {
    objectStore = orElse(objectStore, StoragePath.DEFAULT_STORE);
    path = orElse(path, "");
    prefix = Absent.orEmpty(prefix);
    suffix = Absent.orEmpty(suffix);
    events = Absent.orEmpty(events);
  }

  /** Bucket and prefix of the objects that this input sees. */
  public StoragePath location() {
    return StoragePath.parse(path);
  }

  /** Whether this object is work: inside the path, no folder marker, of a wanted name and size. */
  public boolean accepts(String bucket, String key, long size) {
    return location().contains(bucket, key)
        && !key.endsWith("/")
        && new NameFilter(prefix, suffix).accepts(key)
        && (minSize == null || size >= Quantity.bytes(minSize))
        && (maxSize == null || size <= Quantity.bytes(maxSize));
  }
}
