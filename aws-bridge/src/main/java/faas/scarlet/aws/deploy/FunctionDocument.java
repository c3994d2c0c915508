package faas.scarlet.aws.deploy;

import faas.scarlet.aws.client.Aws;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** A function that is too large for Lambda's environment, in the staging bucket. */
final class FunctionDocument {
  private final S3Client s3;
  private final Names names;

  FunctionDocument(S3Client s3, Names names) {
    this.s3 = s3;
    this.names = names;
  }

  /** Puts it there; its key says what is in it, so what is there is right. */
  void ensure(Document document) {
    String what = "keeping the function in " + document.url();
    if (Aws.find(
            what,
            () -> s3.headObject(request -> request.bucket(document.bucket()).key(document.key())))
        .isEmpty()) {
      Aws.ask(
          what,
          () ->
              s3.putObject(
                  request ->
                      request
                          .bucket(document.bucket())
                          .key(document.key())
                          .contentType("application/json"),
                  RequestBody.fromString(document.content())));
    }
  }

  /**
   * Deletes what Scarlet has put under this function's prefix.
   *
   * @param kept what is still needed
   */
  void removeOthers(String bucket, Optional<Document> kept) {
    String what = "deleting earlier versions of the function in " + bucket;
    var listed =
        Aws.find(
            what,
            () -> s3.listObjectsV2(request -> request.bucket(bucket).prefix(names.documents())));
    listed.stream()
        .flatMap(page -> page.contents().stream())
        .filter(object -> kept.isEmpty() || !object.key().equals(kept.get().key()))
        .forEach(
            object ->
                Aws.drop(
                    what,
                    () -> s3.deleteObject(request -> request.bucket(bucket).key(object.key()))));
  }
}
