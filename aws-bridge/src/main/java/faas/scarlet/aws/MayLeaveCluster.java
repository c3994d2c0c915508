package faas.scarlet.aws;

import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.Placement.Data;

/**
 * A function whose files may leave the cluster. This is the one place where that is decided: what
 * sends anything to AWS takes this type, and a function with {@code placement.data: StayOnCluster}
 * cannot become one.
 */
public record MayLeaveCluster(Function function) {
  /**
   * Checks the function.
   *
   * @throws DataMustStayException where its data must stay
   */
  public MayLeaveCluster {
    if (function.spec().placement().data() != Data.MAY_LEAVE_CLUSTER) {
      throw new DataMustStayException(function.id());
    }
  }
}
