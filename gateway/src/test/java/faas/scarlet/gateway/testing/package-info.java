/** What the gateway's tests stand on: a ledger, a supervisor that pretends, the gateway itself. */
@NullMarked
package faas.scarlet.gateway.testing;

import org.jspecify.annotations.NullMarked;
