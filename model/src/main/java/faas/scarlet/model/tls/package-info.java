/** Which servers are who they say. */
@NullMarked
package faas.scarlet.model.tls;

import org.jspecify.annotations.NullMarked;
