/** Functions on Lambda, on a bridge in memory. */
@NullMarked
package faas.scarlet.operator.lambda;

import org.jspecify.annotations.NullMarked;
