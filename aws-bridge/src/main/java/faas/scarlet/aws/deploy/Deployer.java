package faas.scarlet.aws.deploy;

import faas.scarlet.aws.BridgeSettings;
import faas.scarlet.aws.Deployment;
import faas.scarlet.aws.FunctionOnLambda;
import faas.scarlet.aws.LambdaAddress;
import faas.scarlet.aws.client.AwsClients;
import faas.scarlet.aws.client.ClientCache;
import faas.scarlet.aws.staging.StagingBucket;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;

/** Makes AWS have a function, and takes it away: the order of things, and nothing else. */
public final class Deployer {
  private final ClientCache clients;
  private final BridgeSettings settings;

  /** A deployer for all functions of an installation. */
  public Deployer(ClientCache clients, BridgeSettings settings) {
    this.clients = clients;
    this.settings = settings;
  }

  /** See {@link faas.scarlet.aws.LambdaBridge#deploy}. */
  public Deployment deploy(FunctionOnLambda function) {
    var aws = clients.of(function.account());
    var plan = Plan.of(function, settings, aws.accountId().get());
    var names = plan.names();
    var bucket = settings.stagingBucketOf(function);

    bucket.ifPresent(name -> new StagingBucket(aws.s3(), aws.region(), name).ensure(names));
    String image = new FunctionImage(aws, settings).ensure(function, plan);
    String role = new ExecutionRole(aws.iam(), names).ensure(plan.policy());
    new LogGroup(aws.logs(), names).ensure(plan.retentionDays());
    var documents = new FunctionDocument(aws.s3(), names);
    plan.document().ifPresent(documents::ensure);
    var made = new LambdaFunction(aws.lambda(), names).ensure(plan, image, role, bucket);
    bucket.ifPresent(name -> documents.removeOthers(name, plan.document()));
    new Concurrency(aws.lambda(), names).ensure(made, plan.reserved());
    // Before the triggers, so that the first event is retried as all later ones.
    new AsyncSettings(aws.lambda(), names).ensure(plan);
    var url = new FunctionUrl(aws.lambda(), names).ensure(plan.url());
    keepWarm(aws, names).ensure(plan.warm());
    var triggers = triggers(aws, names);
    triggers.ensure(plan.triggers());
    return shown(made, url, plan.triggers().stream().map(Trigger::bucket).distinct().toList());
  }

  /** See {@link faas.scarlet.aws.LambdaBridge#describe}. */
  public Optional<Deployment> describe(LambdaAddress address) {
    var aws = clients.of(address.account());
    var names = Names.of(address, settings);
    return new LambdaFunction(aws.lambda(), names)
        .find()
        .map(
            found ->
                shown(
                    found,
                    new FunctionUrl(aws.lambda(), names).find(),
                    triggers(aws, names).find()));
  }

  /** See {@link faas.scarlet.aws.LambdaBridge#remove}. */
  public void remove(LambdaAddress address) {
    var aws = clients.of(address.account());
    var names = Names.of(address, settings);
    var function = new LambdaFunction(aws.lambda(), names);
    var found = function.find();
    keepWarm(aws, names).remove();
    if (found.isPresent()) {
      triggers(aws, names).ensure(List.of());
      Optional.ofNullable(found.get().tags().get(LambdaFunction.STAGING))
          .ifPresent(
              bucket -> {
                new FunctionDocument(aws.s3(), names).removeOthers(bucket, Optional.empty());
                new StagingBucket(aws.s3(), aws.region(), bucket).empty(names.runs());
              });
      function.delete();
    }
    new LogGroup(aws.logs(), names).remove();
    new ExecutionRole(aws.iam(), names).remove();
  }

  private static Deployment shown(
      GetFunctionResponse found, Optional<URI> url, List<String> triggers) {
    var configuration = found.configuration();
    return new Deployment(
        configuration.functionArn(),
        found.code().imageUri(),
        Settled.isReady(configuration),
        Settled.message(configuration),
        url,
        triggers);
  }

  private static BucketTriggers triggers(AwsClients aws, Names names) {
    String account = aws.accountId().get();
    return new BucketTriggers(
        aws.s3(),
        new Permissions(aws.lambda(), names, account),
        new Arns(aws.region(), account),
        names);
  }

  private static KeepWarm keepWarm(AwsClients aws, Names names) {
    String account = aws.accountId().get();
    return new KeepWarm(
        aws.events(),
        new Permissions(aws.lambda(), names, account),
        new Arns(aws.region(), account),
        names);
  }
}
