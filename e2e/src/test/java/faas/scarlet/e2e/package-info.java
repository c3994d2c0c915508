/**
 * The whole system on a real cluster and object store, as a user sees it: helm, kubectl, a bucket,
 * the API. Which cluster and store is said by the environment, see {@link
 * faas.scarlet.e2e.Surroundings}.
 */
@NullMarked
package faas.scarlet.e2e;

import org.jspecify.annotations.NullMarked;
