/** How work reaches the supervisor: HTTP, or one event on standard input. */
@NullMarked
package faas.scarlet.supervisor.entry;

import org.jspecify.annotations.NullMarked;
