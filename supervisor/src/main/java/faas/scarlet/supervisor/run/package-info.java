/** The script, its environment, its processes and what they print. */
@NullMarked
package faas.scarlet.supervisor.run;

import org.jspecify.annotations.NullMarked;
