/** Functions on AWS Lambda: what is asked of the bridge, when, and how far that is. */
@NullMarked
package faas.scarlet.operator.lambda;

import org.jspecify.annotations.NullMarked;
