package faas.scarlet.embedded;

import faas.scarlet.model.event.Upload;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Tells of every object once it is there, whichever S3 call made it, and gives an etag to the files
 * that were dropped into the folder: they have none, and without one their uploads look alike. A
 * file that is still being written is not listed yet.
 */
final class NotifyingBlobStore extends ForwardingBlobStore {
  /** How long a dropped file must not have grown before it counts as whole. */
  private static final Duration QUIET = Duration.ofSeconds(1);

  private final Consumer<StoredObject> created;

  NotifyingBlobStore(BlobStore blobs, Consumer<StoredObject> created) {
    super(blobs);
    this.created = created;
  }

  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    var listed = super.list(request);
    var newest = Instant.now().minus(QUIET);
    var objects =
        listed.contents().stream()
            .filter(object -> object.eTag() != null || object.lastModified().isBefore(newest))
            .map(NotifyingBlobStore::withEtag)
            .toList();
    return listed.toBuilder().contents(objects).build();
  }

  private static S3Object withEtag(S3Object object) {
    if (object.eTag() != null) {
      return object;
    }
    String etag = object.size() + "-" + object.lastModified().toEpochMilli();
    return object.toBuilder().eTag(etag).build();
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
    var response = super.putBlob(request, content);
    tell(request.bucket(), request.key());
    return response;
  }

  @Override
  public CopyObjectResponse copyBlob(CopyObjectRequest request) {
    var response = super.copyBlob(request);
    tell(request.destinationBucket(), request.destinationKey());
    return response;
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    var response = super.completeMultipartUpload(upload, request);
    tell(request.bucket(), request.key());
    return response;
  }

  private void tell(String bucket, String key) {
    var stored = blobMetadataIfPresent(bucket, key);
    if (stored != null) {
      // S3Proxy's LIST tells whole seconds, and both must name the same upload
      var modified = stored.lastModified().truncatedTo(ChronoUnit.SECONDS);
      var upload = Upload.listed(stored.eTag(), modified);
      created.accept(new StoredObject(bucket, key, stored.contentLength(), upload));
    }
  }
}
