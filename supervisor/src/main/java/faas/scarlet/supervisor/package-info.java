/** Carries out one attempt: image, stage in, run, publish, clean up. */
@NullMarked
package faas.scarlet.supervisor;

import org.jspecify.annotations.NullMarked;
