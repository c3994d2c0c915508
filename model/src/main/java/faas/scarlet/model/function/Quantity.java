package faas.scarlet.model.function;

import java.math.BigDecimal;
import java.util.Map;

/** Sizes as Kubernetes writes them: {@code 512Mi}, {@code 2G}, {@code 1048576}. */
public final class Quantity {
  /** What a number of bytes in a manifest must look like. */
  public static final String BYTES_PATTERN = "^[0-9]+(\\.[0-9]+)?(k|M|G|T|Ki|Mi|Gi|Ti)?$";

  /** What a CPU share in a manifest must look like: cores, or thousandths with an {@code m}. */
  public static final String CPU_PATTERN = "^[0-9]+(\\.[0-9]+|m)?$";

  private static final Map<String, Long> UNITS =
      Map.of(
          "",
          1L,
          "k",
          1000L,
          "M",
          1000_000L,
          "G",
          1000_000_000L,
          "T",
          1000_000_000_000L,
          "Ki",
          1L << 10,
          "Mi",
          1L << 20,
          "Gi",
          1L << 30,
          "Ti",
          1L << 40);

  private Quantity() {}

  /**
   * Reads a number of bytes.
   *
   * @throws IllegalArgumentException where the text does not match {@link #BYTES_PATTERN}
   */
  public static long bytes(String text) {
    if (!text.matches(BYTES_PATTERN)) {
      throw new IllegalArgumentException("not a size such as 512Mi or 2G: " + text);
    }
    int end = text.length();
    while (Character.isLetter(text.charAt(end - 1))) {
      end--;
    }
    var unit = BigDecimal.valueOf(UNITS.getOrDefault(text.substring(end), 1L));
    return new BigDecimal(text.substring(0, end)).multiply(unit).longValue();
  }
}
