package faas.scarlet.gateway.dispatch.target;

import faas.scarlet.gateway.catalogue.CataloguedFunction;
import java.util.UUID;

/** A place where attempts are carried out. */
public interface Target {
  /** What the ledger calls it: {@code local}, {@code cluster}, {@code lambda}. */
  String name();

  /** Whether the function can be run here now; if not, its invocations wait. */
  boolean serves(CataloguedFunction function);

  /**
   * Whether attempts of the function go on without the gateway that began them. Then asking for the
   * same attempt again begins nothing, but waits for the end of the one there is.
   */
  boolean outlivesGateway(CataloguedFunction function);

  /**
   * Has an attempt carried out and waits for its end: for the function's time limit and a margin at
   * the most.
   *
   * @param number of the attempt, from 1
   * @throws InterruptedException where the gateway stops meanwhile
   */
  Answer attempt(CataloguedFunction function, UUID invocation, int number, String event)
      throws InterruptedException;

  /** The ledger has the attempt's result: what is kept for who asks for it again can go. */
  default void recorded(CataloguedFunction function, UUID invocation, int number) {}

  /** Takes away what attempts of the function have left behind long ago. */
  default void tidy(CataloguedFunction function) {}
}
