/** A whole Scarlet on this machine: ledger, store, supervisor and gateway as its processes. */
@NullMarked
package faas.scarlet.cli.local;

import org.jspecify.annotations.NullMarked;
