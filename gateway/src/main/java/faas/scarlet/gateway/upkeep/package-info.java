/** Keeps the ledger small, and tells of what nobody asks about. */
@NullMarked
package faas.scarlet.gateway.upkeep;

import org.jspecify.annotations.NullMarked;
