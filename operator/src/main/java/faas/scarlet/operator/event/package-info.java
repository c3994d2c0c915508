/** What users should notice: Kubernetes Events beside a function. */
@NullMarked
package faas.scarlet.operator.event;

import org.jspecify.annotations.NullMarked;
