package faas.scarlet.aws.staging;

import faas.scarlet.aws.AwsCause;
import faas.scarlet.aws.AwsFault;
import faas.scarlet.aws.BridgeSettings;
import faas.scarlet.aws.FunctionOnLambda;
import faas.scarlet.aws.client.Aws;
import faas.scarlet.aws.client.ClientCache;
import faas.scarlet.aws.deploy.Names;
import faas.scarlet.model.outcome.Staging;
import java.time.Instant;
import java.util.List;

/** Buckets of S3 that the settings, or functions themselves, name. */
public final class S3StagingArea implements StagingArea {
  private final ClientCache clients;
  private final BridgeSettings settings;

  /** Connects to nothing yet. */
  public S3StagingArea(BridgeSettings settings) {
    this.clients = new ClientCache(settings.endpoint(), List.of());
    this.settings = settings;
  }

  @Override
  public StagedRun run(FunctionOnLambda function, String invocation, int attempt) {
    String runs = Names.of(function.address(), settings).runs();
    return new S3StagedRun(
        clients.of(function.account()).s3(),
        new Staging(bucket(function), "%s%s-%d".formatted(runs, invocation, attempt)));
  }

  @Override
  public int sweep(FunctionOnLambda function, Instant before) {
    var s3 = clients.of(function.account()).s3();
    String bucket = bucket(function);
    String prefix = Names.of(function.address(), settings).runs();
    return Aws.ask(
        "sweeping staged files in " + bucket,
        () -> {
          var old =
              s3
                  .listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix))
                  .contents()
                  .stream()
                  .filter(object -> object.lastModified().isBefore(before))
                  .toList();
          for (var object : old) {
            s3.deleteObject(request -> request.bucket(bucket).key(object.key()));
          }
          return old.size();
        });
  }

  @Override
  public void close() {
    clients.close();
  }

  private String bucket(FunctionOnLambda function) {
    return settings
        .stagingBucketOf(function)
        .orElseThrow(
            () ->
                new AwsFault(
                    AwsCause.BUCKET_UNUSABLE,
                    "function %s has no bucket for its files on their way; give lambda.stagingBucket"
                        .formatted(function.id())));
  }
}
