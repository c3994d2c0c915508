package faas.scarlet.aws.staging;

import faas.scarlet.aws.AwsCause;
import faas.scarlet.aws.AwsFault;
import faas.scarlet.aws.BridgeSettings;
import faas.scarlet.aws.FunctionOnLambda;
import faas.scarlet.aws.client.Aws;
import faas.scarlet.aws.client.ClientCache;
import faas.scarlet.aws.deploy.Names;
import java.time.Instant;

/**
 * Carries files to AWS and back, for functions whose data is elsewhere. It takes functions whose
 * data may leave, and no others: see {@link faas.scarlet.aws.MayLeaveCluster}.
 */
public final class Staging {
  private final ClientCache clients;
  private final BridgeSettings settings;

  /** Uses the buckets that the settings, or functions themselves, name. */
  public Staging(ClientCache clients, BridgeSettings settings) {
    this.clients = clients;
    this.settings = settings;
  }

  /**
   * The place for an invocation's files.
   *
   * @param invocation its id, without slashes
   * @throws AwsFault where neither function nor settings name a bucket
   */
  public StagedRun run(FunctionOnLambda function, String invocation) {
    var names = Names.of(function.address(), settings);
    return new StagedRun(
        clients.of(function.account()).s3(), bucket(function), names.runs() + invocation + "/");
  }

  /**
   * Deletes what runs of this function have left behind; the bucket's lifecycle does the same, a
   * day or two later.
   *
   * @param before files that are older
   * @return how many files it were
   */
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
