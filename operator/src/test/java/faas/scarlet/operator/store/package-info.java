/** Tests of this room. */
@NullMarked
package faas.scarlet.operator.store;

import org.jspecify.annotations.NullMarked;
