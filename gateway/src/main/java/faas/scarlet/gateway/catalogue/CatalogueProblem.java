package faas.scarlet.gateway.catalogue;

/**
 * Something wrong in a manifest; what it defined before goes on.
 *
 * @param source the file, or the function on the API server
 * @param field as in {@code spec.output[0].path}
 * @param message what was expected, what was found, what to do
 */
public record CatalogueProblem(String source, String field, String message) {}
