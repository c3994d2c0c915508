/** What a user may write in a ScarFunction, and what is wrong with what they wrote. */
@NullMarked
package faas.scarlet.model.function;

import org.jspecify.annotations.NullMarked;
