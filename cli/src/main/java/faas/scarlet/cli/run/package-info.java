/** Functions on files of this machine, and on single events, without any server. */
@NullMarked
package faas.scarlet.cli.run;

import org.jspecify.annotations.NullMarked;
