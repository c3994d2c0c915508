/** What can go wrong with an attempt, in the terms of the closed list of reasons. */
@NullMarked
package faas.scarlet.supervisor.fault;

import org.jspecify.annotations.NullMarked;
