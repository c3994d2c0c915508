/** What is done about one ScarFunction, from top to bottom. */
@NullMarked
package faas.scarlet.operator.reconcile;

import org.jspecify.annotations.NullMarked;
