/** What the cluster's Knative is and allows. */
@NullMarked
package faas.scarlet.operator.knative;

import org.jspecify.annotations.NullMarked;
