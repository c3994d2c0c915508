/**
 * An S3 store on a folder and a PostgreSQL in a folder: what a laptop needs instead of a cluster.
 */
@NullMarked
package faas.scarlet.embedded;

import org.jspecify.annotations.NullMarked;
