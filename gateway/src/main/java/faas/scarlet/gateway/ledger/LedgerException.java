package faas.scarlet.gateway.ledger;

import java.sql.SQLException;

/** The ledger could not do what was asked: mostly because its database is away. */
public final class LedgerException extends RuntimeException {
  private final String sqlState;

  LedgerException(SQLException cause) {
    super("the ledger's database says: " + cause.getMessage(), cause);
    sqlState = cause.getSQLState() == null ? "" : cause.getSQLState();
  }

  LedgerException(String message) {
    super("the ledger was not asked with success: " + message);
    sqlState = "";
  }

  /**
   * Whether the values themselves cannot be kept (SQLSTATE classes 22, data exception, and 54,
   * limit exceeded), so that trying again is of no use.
   */
  public boolean refusesValues() {
    return sqlState.startsWith("22") || sqlState.startsWith("54");
  }
}
