/** What a function needs of an object store: buckets, and rules that tell of new objects. */
@NullMarked
package faas.scarlet.operator.store;

import org.jspecify.annotations.NullMarked;
