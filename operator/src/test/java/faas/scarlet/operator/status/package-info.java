/** Tests of this room. */
@NullMarked
package faas.scarlet.operator.status;

import org.jspecify.annotations.NullMarked;
