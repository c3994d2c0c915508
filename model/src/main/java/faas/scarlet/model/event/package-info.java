/** What asks for work. */
@NullMarked
package faas.scarlet.model.event;

import org.jspecify.annotations.NullMarked;
