/** How the command talks with a gateway, and how it waits for what it has asked for. */
@NullMarked
package faas.scarlet.cli.gateway;

import org.jspecify.annotations.NullMarked;
