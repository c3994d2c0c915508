/** Tests of this room. */
@NullMarked
package faas.scarlet.operator.image;

import org.jspecify.annotations.NullMarked;
