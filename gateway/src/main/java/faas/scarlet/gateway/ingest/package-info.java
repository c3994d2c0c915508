/** Events on their way from a store into the ledger. */
@NullMarked
package faas.scarlet.gateway.ingest;

import org.jspecify.annotations.NullMarked;
