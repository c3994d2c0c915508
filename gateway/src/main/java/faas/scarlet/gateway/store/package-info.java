/** What the gateway asks of an object store. */
@NullMarked
package faas.scarlet.gateway.store;

import org.jspecify.annotations.NullMarked;
