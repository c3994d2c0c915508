/** Receives events, keeps the ledger, hands attempts to targets. */
@NullMarked
package faas.scarlet.gateway;

import org.jspecify.annotations.NullMarked;
