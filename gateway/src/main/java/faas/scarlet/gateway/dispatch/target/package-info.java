/** Where attempts are carried out. */
@NullMarked
package faas.scarlet.gateway.dispatch.target;

import org.jspecify.annotations.NullMarked;
