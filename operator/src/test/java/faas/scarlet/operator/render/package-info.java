/** Tests of this room. */
@NullMarked
package faas.scarlet.operator.render;

import org.jspecify.annotations.NullMarked;
