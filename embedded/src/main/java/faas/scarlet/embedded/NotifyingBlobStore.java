package faas.scarlet.embedded;

import faas.scarlet.model.event.Upload;
import java.io.InputStream;
import java.util.function.Consumer;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** Tells of every object once it is there, whichever S3 call made it. */
final class NotifyingBlobStore extends ForwardingBlobStore {
  private final Consumer<StoredObject> created;

  NotifyingBlobStore(BlobStore blobs, Consumer<StoredObject> created) {
    super(blobs);
    this.created = created;
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
      var upload = Upload.listed(stored.eTag(), stored.lastModified());
      created.accept(new StoredObject(bucket, key, stored.contentLength(), upload));
    }
  }
}
