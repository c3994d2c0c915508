/** The command as a user meets it: processes of its own, real images, real files. */
@NullMarked
package faas.scarlet.cli;

import org.jspecify.annotations.NullMarked;
