/** Images with the supervisor in them, made beside the reconciliations. */
@NullMarked
package faas.scarlet.operator.bake;

import org.jspecify.annotations.NullMarked;
