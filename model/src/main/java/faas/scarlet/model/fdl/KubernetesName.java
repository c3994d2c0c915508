package faas.scarlet.model.fdl;

import java.util.Locale;

/** Names that the API server takes, made of those that it would refuse. */
final class KubernetesName {
  private static final int LONGEST = 63;

  private KubernetesName() {}

  /** Lower-case letters, digits and hyphens, a letter first; the same text where it is such one. */
  static String of(String text) {
    String name = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-");
    name = name.matches("[a-z].*") ? name : "f-" + name;
    return name.substring(0, Math.min(name.length(), LONGEST)).replaceAll("-+$", "");
  }
}
