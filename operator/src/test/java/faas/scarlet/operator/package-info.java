/** Tests of the operator as a whole. */
@NullMarked
package faas.scarlet.operator;

import org.jspecify.annotations.NullMarked;
