package faas.scarlet.gateway.api;

import faas.scarlet.gateway.Refusals;
import faas.scarlet.gateway.access.Access;
import faas.scarlet.gateway.access.Right;
import faas.scarlet.gateway.catalogue.Catalogue;
import faas.scarlet.gateway.catalogue.CataloguedFunction;
import faas.scarlet.model.function.FunctionId;
import jakarta.inject.Singleton;

/** Finds the function that an address names. */
@Singleton
public class NamedFunctions {
  private final Catalogue catalogue;
  private final Access access;

  NamedFunctions(Catalogue catalogue, Access access) {
    this.catalogue = catalogue;
    this.access = access;
  }

  /**
   * The function of this name, for a caller who needs this right.
   *
   * @throws jakarta.ws.rs.WebApplicationException with status 403 where they do not have it, 404
   *     where there is none
   */
  public CataloguedFunction function(FunctionId id, Right right) {
    access.require(right, id);
    return catalogue.functions().stream()
        .filter(catalogued -> catalogued.function().id().equals(id))
        .findFirst()
        .orElseThrow(() -> Refusals.notFound("no function " + id + "; see /api/functions"));
  }
}
