package faas.scarlet.gateway.ledger;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Runs each change of the ledger as one transaction. */
@Singleton
public class Transactions {
  private final DataSource database;

  /** Times are limited by the data source: for a connection, and for a statement. */
  public Transactions(DataSource database) {
    this.database = database;
  }

  /**
   * All of the work or nothing of it.
   *
   * @throws LedgerException where the database is away or refuses
   */
  <T> T run(Work<T> work) {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.in(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        rollback(connection, e);
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new LedgerException(e);
    }
  }

  /**
   * The same for work that is one statement, which needs no second round trip for its commit.
   *
   * @throws LedgerException where the database is away or refuses
   */
  <T> T statement(Work<T> work) {
    try (var connection = database.getConnection()) {
      return work.in(connection);
    } catch (SQLException e) {
      throw new LedgerException(e);
    }
  }

  /**
   * Works on a connection of its own, statement by statement.
   *
   * @throws LedgerException where the database is away or refuses
   */
  void session(Session session) {
    try (var connection = database.getConnection()) {
      session.on(connection);
    } catch (SQLException e) {
      throw new LedgerException(e);
    }
  }

  private static void rollback(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  /** Statements that each stand for themselves. */
  interface Session {
    void on(Connection connection) throws SQLException;
  }

  /** Statements that belong together. */
  interface Work<T> {
    T in(Connection connection) throws SQLException;
  }
}
