/**
 * What Kubernetes knows of Scarlet: functions and object stores, each the model's spec and the
 * status that the operator keeps.
 */
@NullMarked
package faas.scarlet.crd;

import org.jspecify.annotations.NullMarked;
