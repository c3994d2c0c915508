/** Baking beside the reconciliations, without a registry. */
@NullMarked
package faas.scarlet.operator.bake;

import org.jspecify.annotations.NullMarked;
