/** What became of an attempt and of an invocation. */
@NullMarked
package faas.scarlet.model.outcome;

import org.jspecify.annotations.NullMarked;
