/** What a user types. */
@NullMarked
package faas.scarlet.cli;

import org.jspecify.annotations.NullMarked;
