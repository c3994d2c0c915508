/** Tests of this room. */
@NullMarked
package faas.scarlet.operator.reconcile;

import org.jspecify.annotations.NullMarked;
