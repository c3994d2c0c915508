/** Images without a Docker daemon: copied, and with the supervisor added. */
@NullMarked
package faas.scarlet.aws.bake;

import org.jspecify.annotations.NullMarked;
