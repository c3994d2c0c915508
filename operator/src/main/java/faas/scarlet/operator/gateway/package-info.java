/** What the gateway is told, because it may not read it elsewhere. */
@NullMarked
package faas.scarlet.operator.gateway;

import org.jspecify.annotations.NullMarked;
