/** What a supervisor is asked to carry out. */
@NullMarked
package faas.scarlet.supervisor.attempt;

import org.jspecify.annotations.NullMarked;
