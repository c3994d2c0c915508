/** Which functions there are. */
@NullMarked
package faas.scarlet.gateway.catalogue;

import org.jspecify.annotations.NullMarked;
