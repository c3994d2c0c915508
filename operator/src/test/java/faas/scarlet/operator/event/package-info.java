/** Tests of this room. */
@NullMarked
package faas.scarlet.operator.event;

import org.jspecify.annotations.NullMarked;
