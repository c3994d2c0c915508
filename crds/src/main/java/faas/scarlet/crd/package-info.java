/**
 * ScarFunction as a Kubernetes resource: the model's spec, and the status that the operator keeps.
 */
@NullMarked
package faas.scarlet.crd;

import org.jspecify.annotations.NullMarked;
