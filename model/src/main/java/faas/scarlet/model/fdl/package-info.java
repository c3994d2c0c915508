/** The Functions Definition Language of SCAR and OSCAR, as far as Scarlet can act on it. */
@NullMarked
package faas.scarlet.model.fdl;

import org.jspecify.annotations.NullMarked;
