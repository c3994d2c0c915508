package faas.scarlet.gateway.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The first parameters of a statement that writes many rows at once: each an array with a value of
 * each row.
 */
final class Columns<T> {
  private final PreparedStatement statement;
  private final List<T> rows;
  private int count;

  Columns(PreparedStatement statement, List<T> rows) {
    this.statement = statement;
    this.rows = rows;
  }

  void add(String type, Function<T, ? extends @Nullable Object> value) throws SQLException {
    count++;
    // The driver writes texts in binary form if the array is one of texts, else with every quote
    // escaped, which costs it and the server more than the row itself.
    Object[] values =
        rows.stream()
            .map(value)
            .toArray(size -> type.equals("text") ? new String[size] : new Object[size]);
    statement.setArray(count, statement.getConnection().createArrayOf(type, values));
  }
}
