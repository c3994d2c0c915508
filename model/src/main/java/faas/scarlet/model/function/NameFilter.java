package faas.scarlet.model.function;

import java.util.List;

/**
 * Chooses files by the beginning and end of their name, folders not counted. Any of a list is
 * enough, both lists must agree, an empty list lets everything pass (as in SCAR and OSCAR).
 */
record NameFilter(List<String> prefix, List<String> suffix) {
  boolean accepts(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return (prefix.isEmpty() || prefix.stream().anyMatch(name::startsWith))
        && (suffix.isEmpty() || suffix.stream().anyMatch(name::endsWith));
  }
}
