package faas.scarlet.gateway.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/** Notifications as MinIO sends them. */
public final class Notifications {
  private Notifications() {}

  /**
   * An object was put.
   *
   * @param millis when, since 1970
   */
  public static String put(String bucket, String key, long millis) {
    return """
        {"EventName":"s3:ObjectCreated:Put","Key":"%s/x","Records":[{"eventVersion":"2.0",\
        "eventSource":"minio:s3","awsRegion":"","eventTime":"2026-11-21T05:49:25.889Z",\
        "eventName":"s3:ObjectCreated:Put","s3":{"bucket":{"name":"%s"},\
        "object":{"key":"%s","size":7,"eTag":"e1","sequencer":"%016X"}}}]}"""
        .formatted(bucket, bucket, URLEncoder.encode(key, UTF_8), millis * 1_000_000);
  }
}
