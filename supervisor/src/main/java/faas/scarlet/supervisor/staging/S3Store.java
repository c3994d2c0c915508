package faas.scarlet.supervisor.staging;

import faas.scarlet.model.function.Output;
import faas.scarlet.model.outcome.OutputObject;
import faas.scarlet.model.outcome.Reason;
import faas.scarlet.model.storage.StoreAccess;
import faas.scarlet.supervisor.fault.Fault;
import java.io.IOException;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** An S3-compatible store: MinIO, RustFS, Ceph, AWS. */
final class S3Store implements ObjectStore {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration READ_LIMIT = Duration.ofSeconds(60);
  private static final String ANY_CONTENT = "application/octet-stream";

  static {
    // The JDK keeps 5 idle connections per host by default and closes all others after each use.
    if (System.getProperty("http.maxConnections") == null) {
      System.setProperty("http.maxConnections", "64");
    }
  }

  private final StoreAccess access;
  private final S3Client client;

  S3Store(StoreAccess access) {
    this.access = access;
    this.client =
        S3Client.builder()
            .endpointOverride(access.endpoint())
            .region(Region.of(access.region()))
            .forcePathStyle(access.pathStyle())
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(access.accessKey(), access.secretKey())))
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECT_LIMIT)
                    .socketTimeout(READ_LIMIT))
            .build();
  }

  @Override
  public void download(String bucket, String key, Path file) throws Fault {
    String what = "downloading " + bucket + "/" + key;
    try {
      client.getObject(request -> request.bucket(bucket).key(key), file);
    } catch (S3Exception e) {
      throw e.statusCode() == 404
          ? new Fault(
              Reason.INPUT_MISSING,
              "object %s/%s is not in store %s any more".formatted(bucket, key, access.name()),
              e)
          : refused(what, e, Reason.STORE_UNAVAILABLE);
    } catch (SdkException e) {
      throw unreachable(what, e);
    }
  }

  @Override
  public OutputObject publish(Output output, String relativePath, Path file, Label label)
      throws Fault {
    var location = output.location();
    String key = location.key(relativePath);
    String what = "publishing " + location.bucket() + "/" + key;
    try {
      byte[] sha256 = Sha256.of(file);
      String type = URLConnection.guessContentTypeFromName(relativePath);
      client.putObject(
          request ->
              request
                  .bucket(location.bucket())
                  .key(key)
                  .contentType(type == null ? ANY_CONTENT : type)
                  .checksumSHA256(Base64.getEncoder().encodeToString(sha256))
                  .metadata(
                      Map.of(
                          "scarlet-function", label.function(),
                          "scarlet-invocation", label.invocation())),
          RequestBody.fromFile(file));
      return new OutputObject(
          output.objectStore(),
          location.bucket(),
          key,
          Files.size(file),
          HexFormat.of().formatHex(sha256));
    } catch (S3Exception e) {
      throw refused(what, e, Reason.OUTPUT_FAILED);
    } catch (SdkException e) {
      throw unreachable(what, e);
    } catch (IOException e) {
      throw Fault.of(Reason.OUTPUT_FAILED, what, e);
    }
  }

  private Fault refused(String what, S3Exception e, Reason otherwise) {
    String told = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
    String message =
        "%s: store %s answers %d %s".formatted(what, access.name(), e.statusCode(), told);
    return switch (e.statusCode()) {
      case 401, 403 ->
          new Fault(Reason.ACCESS_DENIED, message + "; check the credentials and their policy", e);
      case 404 -> new Fault(otherwise, message + "; make the bucket", e);
      case 429, 500, 502, 503, 504 -> new Fault(Reason.STORE_UNAVAILABLE, message, e);
      default -> new Fault(otherwise, message, e);
    };
  }

  private Fault unreachable(String what, SdkException e) {
    if (Fault.isDiskFull(e)) {
      return new Fault(
          Reason.DISK_FULL, what + ": no space is left; give more ephemeralStorage", e);
    }
    return new Fault(
        Reason.STORE_UNAVAILABLE,
        "%s: store %s at %s cannot be reached: %s"
            .formatted(what, access.name(), access.endpoint(), e.getMessage()),
        e);
  }
}
