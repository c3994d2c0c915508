/** The Kubernetes objects that a function consists of, one file each. */
@NullMarked
package faas.scarlet.operator.dependent;

import org.jspecify.annotations.NullMarked;
