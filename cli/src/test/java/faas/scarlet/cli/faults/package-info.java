/** All parts of Scarlet while they are killed: nothing may be lost, nothing done twice. */
@NullMarked
package faas.scarlet.cli.faults;

import org.jspecify.annotations.NullMarked;
