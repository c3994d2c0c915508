/** Tests of this room. */
@NullMarked
package faas.scarlet.operator.knative;

import org.jspecify.annotations.NullMarked;
