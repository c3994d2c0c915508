/** A registry and an image for tests, here and in the modules that use the supervisor. */
@NullMarked
package faas.scarlet.supervisor.testing;

import org.jspecify.annotations.NullMarked;
