/** One file per AWS resource, in the order of Deployer.deploy. */
@NullMarked
package faas.scarlet.aws.deploy;

import org.jspecify.annotations.NullMarked;
