package faas.scarlet.supervisor.image;

/**
 * Symbolic links as a shared root holds them: relative, so that they end inside the root also for
 * an engine that only rewrites paths (fakechroot), where the kernel follows links by itself.
 */
final class LinkTarget {
  private LinkTarget() {}

  /**
   * The same target, from a directory {@code depth} levels below the root. What points into {@code
   * /proc}, {@code /dev} and {@code /sys} stays: those are the machine's in every engine.
   */
  static String relative(String target, int depth) {
    if (target.matches("/(proc|dev|sys)(/.*)?")) {
      return target;
    }
    if (!target.startsWith("/")) {
      return clamped(target, depth);
    }
    String path = target.replaceFirst("^/+", "");
    String inside = path.isEmpty() ? "" : clamped(path, 0);
    String up = "../".repeat(depth);
    return up.isEmpty() && inside.isEmpty() ? "." : up + inside;
  }

  /** Whether {@code ..} comes after a name: what it means depends on what that name is. */
  static boolean isWinding(String target) {
    boolean named = false;
    for (String part : target.split("/", -1)) {
      if (part.equals("..") && named) {
        return true;
      }
      named |= !part.isEmpty() && !part.equals(".") && !part.equals("..");
    }
    return false;
  }

  /** At the root {@code ..} is the root: as many of them as there are levels are enough. */
  private static String clamped(String target, int depth) {
    String rest = target;
    int ups = 0;
    while (rest.equals("..") || rest.startsWith("../")) {
      ups++;
      rest = rest.length() == 2 ? "" : rest.substring(3).replaceFirst("^/+", "");
    }
    if (ups <= depth) {
      return target;
    }
    String clamped = "../".repeat(depth) + rest;
    return clamped.isEmpty() ? "." : clamped;
  }
}
