/** Tests of this room. */
@NullMarked
package faas.scarlet.operator.dependent;

import org.jspecify.annotations.NullMarked;
