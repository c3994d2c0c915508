package faas.scarlet.supervisor.image;

import java.io.IOException;
import java.util.ArrayList;

/** Names of a layer's entries. */
final class EntryName {
  private EntryName() {}

  /**
   * The name relative to the root, without {@code .} and double slashes; empty for the root.
   *
   * @throws IOException for a name with {@code ..}, which no honest layer has
   */
  static String of(String name) throws IOException {
    if (isPlain(name)) {
      return name;
    }
    var parts = new ArrayList<String>();
    for (String part : name.split("/", -1)) {
      if (part.equals("..") || part.indexOf('\0') >= 0) {
        throw new IOException("entry '" + name + "' leads out of the image");
      }
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return String.join("/", parts);
  }

  /** Whether there is nothing to leave out, as in nearly all names. */
  private static boolean isPlain(String name) {
    char before = '/';
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if ((before == '/' && (c == '/' || c == '.')) || c == '\0') {
        return false;
      }
      before = c;
    }
    return before != '/';
  }
}
