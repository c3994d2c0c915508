package faas.scarlet.aws.deploy;

import faas.scarlet.aws.BridgeSettings;
import faas.scarlet.aws.FunctionOnLambda;
import faas.scarlet.aws.bake.Images;
import faas.scarlet.aws.bake.Logins;
import faas.scarlet.aws.client.AwsClients;
import faas.scarlet.model.function.Execution.Mode;

/** The image that instances start from, in the account's and region's own registry. */
final class FunctionImage {
  private final AwsClients aws;
  private final BridgeSettings settings;

  FunctionImage(AwsClients aws, BridgeSettings settings) {
    this.aws = aws;
    this.settings = settings;
  }

  /** Makes it be there: the supervisor's, or the user's with the supervisor in it. */
  String ensure(FunctionOnLambda function, Plan plan) {
    boolean baked = function.spec().execution().mode() == Mode.BAKE;
    String name = plan.names().repositories() + (baked ? "baked" : "supervisor");
    var place = new ImageRepository(aws.ecr(), name).ensure();
    Logins logins = (host, repository) -> place.login().filter(any -> host.equals(place.host()));
    var images = Images.forLambda(settings.registryMirror(), logins);
    return baked
        ? images.bake(
            function.spec().image(), logins, settings.supervisorImage(), plan.architecture(), place)
        : images.copy(settings.supervisorImage(), plan.architecture(), place);
  }
}
