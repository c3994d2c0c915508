/** The input on its way in, the outputs on their way out. */
@NullMarked
package faas.scarlet.supervisor.staging;

import org.jspecify.annotations.NullMarked;
