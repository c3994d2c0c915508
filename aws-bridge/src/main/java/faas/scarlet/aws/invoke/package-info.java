/** Calls of functions on Lambda, and what became of them. */
@NullMarked
package faas.scarlet.aws.invoke;

import org.jspecify.annotations.NullMarked;
