/** When a function's work overflows from the cluster to Lambda, and how far. */
@NullMarked
package faas.scarlet.model.burst;

import org.jspecify.annotations.NullMarked;
