/** Invocations and attempts in PostgreSQL: all SQL of the gateway, and the states' transitions. */
@NullMarked
package faas.scarlet.gateway.ledger;

import org.jspecify.annotations.NullMarked;
