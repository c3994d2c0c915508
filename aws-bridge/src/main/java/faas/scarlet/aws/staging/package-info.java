/** Files on their way to AWS and back. */
@NullMarked
package faas.scarlet.aws.staging;

import org.jspecify.annotations.NullMarked;
