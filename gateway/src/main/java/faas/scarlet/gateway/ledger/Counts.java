package faas.scarlet.gateway.ledger;

import faas.scarlet.model.function.FunctionId;
import faas.scarlet.model.outcome.InvocationState;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * How many invocations there are in each state. Counting a million takes a good part of a second,
 * and everybody who looks at the page asks: so what was counted is told for a while, the longer the
 * longer it took.
 */
@Singleton
public class Counts {
  /** Of the time, one part in so many is spent on counting. */
  private static final int SHARE = 20;

  private final Queries queries;
  private Map<FunctionId, Map<InvocationState, Long>> last = Map.of();
  private long validUntil = System.nanoTime();

  Counts(Queries queries) {
    this.queries = queries;
  }

  /** By function; states without any are left out. */
  public synchronized Map<FunctionId, Map<InvocationState, Long>> now() {
    long begin = System.nanoTime();
    if (begin - validUntil >= 0) {
      last = queries.counts();
      long end = System.nanoTime();
      validUntil = end + SHARE * (end - begin);
    }
    return last;
  }
}
