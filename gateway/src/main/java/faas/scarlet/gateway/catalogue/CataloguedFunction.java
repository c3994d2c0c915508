package faas.scarlet.gateway.catalogue;

import faas.scarlet.model.function.Function;
import java.net.URI;
import java.util.Optional;

/**
 * A function, and where it is served.
 *
 * @param url base URL of its own service; absent where it has none, or none that may be used yet
 */
public record CataloguedFunction(Function function, Optional<URI> url) {}
