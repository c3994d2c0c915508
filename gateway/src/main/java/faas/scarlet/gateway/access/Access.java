package faas.scarlet.gateway.access;

import faas.scarlet.model.function.FunctionId;

/** Whether the caller of the request under way may do something. */
public interface Access {
  /**
   * Goes on only where the caller is known.
   *
   * @throws jakarta.ws.rs.WebApplicationException with status 401 and a remedy where not
   */
  void requireCaller();

  /**
   * Goes on only where the caller has the right on this function.
   *
   * @throws jakarta.ws.rs.WebApplicationException with status 403 and a remedy where not, 503 where
   *     nobody can say
   */
  void require(Right right, FunctionId function);

  /** The same for all functions of the cluster. */
  void requireEverywhere(Right right);

  /** Whether the caller has the right on all functions of a namespace. */
  boolean has(Right right, String namespace);
}
