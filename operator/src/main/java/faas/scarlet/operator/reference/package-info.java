/** What a function's manifest only refers to: scripts, values and logins that stand elsewhere. */
@NullMarked
package faas.scarlet.operator.reference;

import org.jspecify.annotations.NullMarked;
