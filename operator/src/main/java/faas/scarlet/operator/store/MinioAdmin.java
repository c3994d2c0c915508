package faas.scarlet.operator.store;

import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.model.Json;
import faas.scarlet.model.storage.StoreAccess;
import faas.scarlet.operator.store.StoreException.Cause;
import io.minio.Signer;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

/** The requests of MinIO's admin API, signed by the store's own account. */
final class MinioAdmin {
  private static final DateTimeFormatter AMZ_DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
  private static final byte[] NOTHING = {};

  private final StoreAccess access;
  private final OkHttpClient http;

  MinioAdmin(StoreAccess access, OkHttpClient http) {
    this.access = access;
    this.http = http;
  }

  /**
   * What the store says of something.
   *
   * @return empty where there is no such thing
   */
  Optional<JsonNode> get(String operation, Map<String, String> query) throws StoreException {
    return send("GET", operation, query, NOTHING);
  }

  /** Has the store keep something. */
  void put(String operation, Map<String, String> query, byte[] body) throws StoreException {
    if (send("PUT", operation, query, body).isEmpty()) {
      throw new StoreException(Cause.REFUSED, what(operation) + ": nothing of that name");
    }
  }

  /** The same for what the store takes encrypted only. */
  void putEncrypted(String operation, Map<String, String> query, byte[] body)
      throws StoreException {
    put(operation, query, AdminCipher.encrypt(access.secretKey(), body));
  }

  /** Has the store forget something; what is absent is forgotten already. */
  void delete(String operation, Map<String, String> query) throws StoreException {
    send("DELETE", operation, query, NOTHING);
  }

  private Optional<JsonNode> send(
      String method, String operation, Map<String, String> query, byte[] body)
      throws StoreException {
    var url =
        HttpUrl.get(access.endpoint()).newBuilder().encodedPath("/minio/admin/v3/" + operation);
    query.forEach(url::addQueryParameter);
    try (var answer = http.newCall(signed(method, url.build(), body)).execute()) {
      byte[] content = answer.body().bytes();
      if (answer.code() == HttpURLConnection.HTTP_NOT_FOUND && isAbsence(content)) {
        return Optional.empty();
      }
      if (!answer.isSuccessful()) {
        throw refused(operation, answer.code(), content);
      }
      return Optional.of(content.length == 0 ? Json.MAPPER.nullNode() : json(content));
    } catch (IOException | MinioException e) {
      throw new StoreException(
          Cause.UNREACHABLE, what(operation) + ": " + e.getMessage() + "; tried again soon");
    }
  }

  private Request signed(String method, HttpUrl url, byte[] body) throws MinioException {
    String hash = sha256(body);
    var request =
        new Request.Builder()
            .url(url)
            .header("Host", host(url))
            .header("x-amz-date", ZonedDateTime.now(ZoneOffset.UTC).format(AMZ_DATE))
            .header("x-amz-content-sha256", hash)
            .method(method, method.equals("PUT") ? RequestBody.create(body) : null)
            .build();
    return Signer.signV4S3(request, access.region(), access.accessKey(), access.secretKey(), hash);
  }

  private static String host(HttpUrl url) {
    return url.port() == HttpUrl.defaultPort(url.scheme())
        ? url.host()
        : url.host() + ":" + url.port();
  }

  /** A server that is no MinIO has not the whole API, which is something else. */
  private static boolean isAbsence(byte[] content) {
    return code(content).startsWith("XMinioAdminNoSuch");
  }

  private StoreException refused(String operation, int status, byte[] content) {
    String code = code(content);
    String failed = what(operation) + ": " + (code.isEmpty() ? "HTTP " + status : code);
    if (code.equals("AccessDenied")
        || code.equals("InvalidAccessKeyId")
        || code.equals("SignatureDoesNotMatch")) {
      return new StoreException(
          Cause.DENIED,
          failed
              + "; give the store's account the rights to make users and policies, or set"
              + " accounts: shared");
    }
    if (status >= HttpURLConnection.HTTP_INTERNAL_ERROR) {
      return new StoreException(Cause.UNREACHABLE, failed + "; tried again soon");
    }
    return new StoreException(
        Cause.REFUSED, failed + "; where the store is no MinIO, set accounts: shared");
  }

  private String what(String operation) {
    return "cannot " + operation + " on " + access.endpoint();
  }

  private static String code(byte[] content) {
    try {
      return json(content).path("Code").asText();
    } catch (IOException e) {
      return "";
    }
  }

  private static JsonNode json(byte[] content) throws IOException {
    return Json.MAPPER.readTree(content);
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
