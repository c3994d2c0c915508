/** Tests of the CRD: what the types give, and what a real API server makes of it. */
@NullMarked
package faas.scarlet.crd;

import org.jspecify.annotations.NullMarked;
