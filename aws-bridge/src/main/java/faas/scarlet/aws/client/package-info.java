/** How AWS is reached, and what its errors mean. */
@NullMarked
package faas.scarlet.aws.client;

import org.jspecify.annotations.NullMarked;
