/** From a reference to an unpacked root that all functions share. */
@NullMarked
package faas.scarlet.supervisor.image;

import org.jspecify.annotations.NullMarked;
