package faas.scarlet.gateway.api;

import faas.scarlet.gateway.catalogue.Catalogue;
import faas.scarlet.gateway.catalogue.CataloguedFunction;
import faas.scarlet.model.function.FunctionId;
import jakarta.inject.Singleton;

/** Finds the function that an address names. */
@Singleton
public class NamedFunctions {
  private final Catalogue catalogue;

  NamedFunctions(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * The function of this name.
   *
   * @throws jakarta.ws.rs.WebApplicationException with status 404 where there is none
   */
  public CataloguedFunction function(FunctionId id) {
    return catalogue.functions().stream()
        .filter(catalogued -> catalogued.function().id().equals(id))
        .findFirst()
        .orElseThrow(() -> Refusals.notFound("no function " + id + "; see /api/functions"));
  }
}
