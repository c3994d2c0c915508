/** What registries say of functions' images. */
@NullMarked
package faas.scarlet.operator.image;

import org.jspecify.annotations.NullMarked;
