/** Desired state as pure functions of function and settings; no client of anything. */
@NullMarked
package faas.scarlet.operator.render;

import org.jspecify.annotations.NullMarked;
