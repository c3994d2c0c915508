/** Folders that come and go with an attempt or an image. */
@NullMarked
package faas.scarlet.supervisor.disk;

import org.jspecify.annotations.NullMarked;
