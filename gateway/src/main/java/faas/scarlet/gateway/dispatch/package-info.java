/** Takes due invocations from the ledger, has them carried out, and decides what follows. */
@NullMarked
package faas.scarlet.gateway.dispatch;

import org.jspecify.annotations.NullMarked;
