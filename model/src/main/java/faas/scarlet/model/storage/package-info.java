/** Where objects are, and how a store is reached. */
@NullMarked
package faas.scarlet.model.storage;

import org.jspecify.annotations.NullMarked;
