/** What scripts print, from the moment they do. */
@NullMarked
package faas.scarlet.gateway.logs;

import org.jspecify.annotations.NullMarked;
