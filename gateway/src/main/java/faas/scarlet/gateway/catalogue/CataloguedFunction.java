package faas.scarlet.gateway.catalogue;

import faas.scarlet.model.function.Function;
import java.net.URI;
import java.util.Optional;

/**
 * A function, and where it is served.
 *
 * @param url base URL of its own service; absent where it has none, or none that may be used yet
 * @param onLambda whether it may be called on Lambda, as far as the catalogue knows
 */
public record CataloguedFunction(Function function, Optional<URI> url, boolean onLambda) {}
