package faas.scarlet.model.fdl;

import java.util.ArrayList;
import java.util.List;

/**
 * An input or output of a function.
 *
 * @param store name of the object store, as in {@code minio.default}
 * @param path bucket, or bucket/prefix
 */
public record FdlPath(String store, String path, List<String> prefix, List<String> suffix) {
  public FdlPath {
    prefix = List.copyOf(prefix);
    suffix = List.copyOf(suffix);
  }

  static List<FdlPath> list(FdlNode function, String field) throws InvalidFdlException {
    var paths = new ArrayList<FdlPath>();
    for (FdlNode item : function.items(field)) {
      paths.add(
          new FdlPath(
              FdlStore.name(item.text("storage_provider").orElse("minio"), item.path()),
              item.required("path"),
              item.texts("prefix"),
              item.texts("suffix")));
    }
    return paths;
  }
}
