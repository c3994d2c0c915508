package faas.scarlet.operator.render;

import faas.scarlet.model.function.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * Quantities in the one form in which the API server gives them back ({@code 1024Mi} is {@code
 * 1Gi}), so that what is desired can be compared with what is there.
 */
final class Amount {
  private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti");
  private static final List<String> DECIMAL = List.of("", "k", "M", "G", "T");
  private static final BigDecimal MILLIS = BigDecimal.valueOf(1000);

  private Amount() {}

  static io.fabric8.kubernetes.api.model.Quantity bytes(String text) {
    boolean binary = text.endsWith("i");
    long step = binary ? 1024 : 1000;
    long amount = Quantity.bytes(text);
    var units = binary ? BINARY : DECIMAL;
    int unit = 0;
    while (amount != 0 && amount % step == 0 && unit < units.size() - 1) {
      amount /= step;
      unit++;
    }
    return new io.fabric8.kubernetes.api.model.Quantity(amount + units.get(unit));
  }

  static io.fabric8.kubernetes.api.model.Quantity cpu(String text) {
    var cores =
        text.endsWith("m")
            ? new BigDecimal(text.substring(0, text.length() - 1)).divide(MILLIS)
            : new BigDecimal(text);
    long millis = cores.multiply(MILLIS).setScale(0, RoundingMode.CEILING).longValueExact();
    return new io.fabric8.kubernetes.api.model.Quantity(
        millis % 1000 == 0 ? Long.toString(millis / 1000) : millis + "m");
  }
}
