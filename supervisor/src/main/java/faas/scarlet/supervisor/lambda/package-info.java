/** AWS Lambda's Runtime API: how a program in an execution environment gets and answers work. */
@NullMarked
package faas.scarlet.supervisor.lambda;

import org.jspecify.annotations.NullMarked;
