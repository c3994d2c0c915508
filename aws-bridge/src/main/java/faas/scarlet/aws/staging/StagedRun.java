package faas.scarlet.aws.staging;

import faas.scarlet.aws.AwsFault;
import faas.scarlet.aws.client.Aws;
import faas.scarlet.model.storage.StoragePath;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The files of one invocation, on their way to AWS and back. */
public final class StagedRun {
  private static final String IN = "in/";
  private static final String OUT = "out/";

  private final S3Client s3;
  private final String bucket;
  private final String prefix;

  /**
   * The run with this prefix.
   *
   * @param prefix ends with a slash
   */
  StagedRun(S3Client s3, String bucket, String prefix) {
    this.s3 = s3;
    this.bucket = bucket;
    this.prefix = prefix;
  }

  /**
   * Puts the input there; what was there before is replaced.
   *
   * @param name of the file, as its key ends
   * @param size in bytes
   * @return bucket and key, as a path
   * @throws AwsFault where it is not there afterwards
   */
  public StoragePath upload(String name, InputStream content, long size) {
    String key = prefix + IN + name;
    Aws.ask(
        "staging %s in bucket %s".formatted(name, bucket),
        () ->
            s3.putObject(
                request -> request.bucket(bucket).key(key),
                RequestBody.fromInputStream(content, size)));
    return new StoragePath(bucket, key);
  }

  /** Where the function is to put its results. */
  public StoragePath outputs() {
    return StoragePath.parse(bucket + "/" + prefix + OUT);
  }

  /**
   * Hands over all results, in the order of their names.
   *
   * @throws AwsFault where one could not be read; the sink may have some of them then
   * @throws IOException of the sink
   */
  public void fetch(Sink sink) throws IOException {
    String from = prefix + OUT;
    var objects =
        Aws.ask(
            "listing the results in bucket " + bucket,
            () ->
                s3
                    .listObjectsV2Paginator(request -> request.bucket(bucket).prefix(from))
                    .contents()
                    .stream()
                    .toList());
    for (S3Object object : objects) {
      try (var content =
          Aws.ask(
              "fetching result " + object.key(),
              () -> s3.getObject(request -> request.bucket(bucket).key(object.key())))) {
        sink.take(object.key().substring(from.length()), object.size(), content);
      }
    }
  }

  /** Deletes all of this run; that nothing is there is success. */
  public void clean() {
    new StagingBucket(s3, "", bucket).empty(prefix);
  }
}
