/** Compares the buckets with the ledger, so that no event can be lost. */
@NullMarked
package faas.scarlet.gateway.sweep;

import org.jspecify.annotations.NullMarked;
