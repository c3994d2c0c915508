/** What bursts to Lambda cost. */
@NullMarked
package faas.scarlet.cli.burst;

import org.jspecify.annotations.NullMarked;
