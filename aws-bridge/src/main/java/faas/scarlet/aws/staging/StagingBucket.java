package faas.scarlet.aws.staging;

import faas.scarlet.aws.AwsCause;
import faas.scarlet.aws.AwsFault;
import faas.scarlet.aws.client.Aws;
import faas.scarlet.aws.deploy.Names;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The bucket through which files go to AWS and back; only what is under Scarlet's folder is ours.
 */
public final class StagingBucket {
  /** S3 looks once a day, so this is between one and two days. */
  private static final int EXPIRES_AFTER_DAYS = 1;

  private static final String RULE = "scarlet-runs ";
  private static final String FIRST_REGION = "us-east-1";

  private final S3Client s3;
  private final String region;
  private final String bucket;

  /** The bucket of this name, whether it is there or not. */
  public StagingBucket(S3Client s3, String region, String bucket) {
    this.s3 = s3;
    this.region = region;
    this.bucket = bucket;
  }

  /** Makes it be there, with a rule that takes away what a crash has left of runs. */
  public void ensure(Names names) {
    if (Aws.find(
            "looking for bucket " + bucket, () -> s3.headBucket(request -> request.bucket(bucket)))
        .isEmpty()) {
      create();
    }
    var found =
        Aws.find(
                "reading the lifecycle of bucket " + bucket,
                () -> s3.getBucketLifecycleConfiguration(request -> request.bucket(bucket)))
            .map(lifecycle -> lifecycle.rules())
            .orElse(List.of());
    var wanted = rule(names.allRuns());
    if (found.stream().noneMatch(rule -> same(rule, wanted))) {
      var merged = new ArrayList<>(found);
      merged.removeIf(rule -> wanted.id().equals(rule.id()));
      merged.add(wanted);
      Aws.ask(
          "setting the lifecycle of bucket " + bucket,
          () ->
              s3.putBucketLifecycleConfiguration(
                  request ->
                      request
                          .bucket(bucket)
                          .lifecycleConfiguration(lifecycle -> lifecycle.rules(merged))));
    }
  }

  /** Deletes what is under a prefix of Scarlet's own; that there is no such bucket is success. */
  public void empty(String prefix) {
    Aws.find(
        "deleting staged files in " + bucket,
        () -> {
          for (S3Object object :
              s3.listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix))
                  .contents()) {
            s3.deleteObject(request -> request.bucket(bucket).key(object.key()));
          }
          return bucket;
        });
  }

  private void create() {
    var request = CreateBucketRequest.builder().bucket(bucket);
    if (!region.equals(FIRST_REGION)) {
      request.createBucketConfiguration(place -> place.locationConstraint(region));
    }
    Aws.ask(
        "making bucket " + bucket,
        () -> {
          try {
            return s3.createBucket(request.build());
          } catch (BucketAlreadyOwnedByYouException e) {
            return e;
          } catch (BucketAlreadyExistsException e) {
            throw new AwsFault(
                AwsCause.BUCKET_UNUSABLE,
                "bucket %s is somebody else's; give lambda.stagingBucket another name"
                    .formatted(bucket),
                e);
          }
        });
  }

  private static LifecycleRule rule(String prefix) {
    return LifecycleRule.builder()
        .id(RULE + prefix)
        .status(ExpirationStatus.ENABLED)
        .filter(filter -> filter.prefix(prefix))
        .expiration(expiration -> expiration.days(EXPIRES_AFTER_DAYS))
        .abortIncompleteMultipartUpload(upload -> upload.daysAfterInitiation(EXPIRES_AFTER_DAYS))
        .build();
  }

  private static boolean same(LifecycleRule found, LifecycleRule wanted) {
    return wanted.id().equals(found.id())
        && found.status() == wanted.status()
        && found.filter() != null
        && wanted.filter().prefix().equals(found.filter().prefix())
        && found.expiration() != null
        && wanted.expiration().days().equals(found.expiration().days());
  }
}
