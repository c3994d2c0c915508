@NullMarked
package faas.scarlet.gateway.access;

import org.jspecify.annotations.NullMarked;
