/** Functions on AWS Lambda: what the rest of Scarlet asks of AWS, and what may go wrong there. */
@NullMarked
package faas.scarlet.aws;

import org.jspecify.annotations.NullMarked;
