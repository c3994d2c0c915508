/** The operator's settings, and what it is wired from. */
@NullMarked
package faas.scarlet.operator;

import org.jspecify.annotations.NullMarked;
