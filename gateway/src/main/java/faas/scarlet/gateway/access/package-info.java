/** Who may do what: one token for all, or Kubernetes' users and their rights. */
@NullMarked
package faas.scarlet.gateway.access;

import org.jspecify.annotations.NullMarked;
