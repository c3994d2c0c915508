package faas.scarlet.model.function;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds what the writer of an unknown name probably meant. */
final class NearestName {
  private static final int MOST_EDITS = 3;

  private NearestName() {}

  static String hint(String unknown, List<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(name -> distance(unknown, name)))
        .filter(name -> distance(unknown, name) <= MOST_EDITS)
        .map(name -> "did you mean " + name + "?")
        .orElse("known are " + String.join(", ", known));
  }

  /** Levenshtein distance, upper and lower case alike. */
  private static int distance(String a, String b) {
    String s = a.toLowerCase(Locale.ROOT);
    String t = b.toLowerCase(Locale.ROOT);
    int[] previous = new int[t.length() + 1];
    for (int j = 0; j <= t.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= s.length(); i++) {
      int[] current = new int[t.length() + 1];
      current[0] = i;
      for (int j = 1; j <= t.length(); j++) {
        int substitution = previous[j - 1] + (s.charAt(i - 1) == t.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(substitution, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[t.length()];
  }
}
