/** Conditions: what the operator says of a function. */
@NullMarked
package faas.scarlet.operator.status;

import org.jspecify.annotations.NullMarked;
