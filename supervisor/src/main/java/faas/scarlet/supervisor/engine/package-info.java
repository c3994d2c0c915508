/** How a program of an unpacked image is run, by what this place has. */
@NullMarked
package faas.scarlet.supervisor.engine;

import org.jspecify.annotations.NullMarked;
