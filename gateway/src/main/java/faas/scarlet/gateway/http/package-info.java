/** Functions that are called over HTTP: a call is an invocation, and its caller may wait for it. */
@NullMarked
package faas.scarlet.gateway.http;

import org.jspecify.annotations.NullMarked;
