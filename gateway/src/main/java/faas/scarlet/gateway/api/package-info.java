/** What became of invocations, for people and programs. */
@NullMarked
package faas.scarlet.gateway.api;

import org.jspecify.annotations.NullMarked;
