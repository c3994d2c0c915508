package faas.scarlet.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import faas.scarlet.model.event.Upload;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

class EmbeddedStoreIT {
  @TempDir private Path folder;
  private final List<StoredObject> told = new CopyOnWriteArrayList<>();
  private EmbeddedStore store;
  private S3Client s3;

  @BeforeEach
  void start() throws Exception {
    store = EmbeddedStore.start(folder, 0, "key", "secret-secret", told::add);
    var access = store.access();
    s3 =
        S3Client.builder()
            .endpointOverride(access.endpoint())
            .region(Region.of(access.region()))
            .forcePathStyle(true)
            .httpClient(UrlConnectionHttpClient.create())
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(access.accessKey(), access.secretKey())))
            .build();
    s3.createBucket(b -> b.bucket("photos"));
  }

  @AfterEach
  void stop() throws Exception {
    s3.close();
    store.close();
  }

  @Test
  void aPutIsAFileInTheFolderAndIsTold() throws Exception {
    s3.putObject(b -> b.bucket("photos").key("in/a b.txt"), RequestBody.fromString("hello"));

    assertThat(folder.resolve("photos/in/a b.txt")).hasContent("hello");
    assertThat(told).singleElement().satisfies(o -> assertThat(o.key()).isEqualTo("in/a b.txt"));
  }

  @Test
  void aNotificationAndAListNameTheSameUpload() throws Exception {
    s3.putObject(b -> b.bucket("photos").key("in/ü+%.txt"), RequestBody.fromString("hello"));

    var listed = listed();
    assertThat(told.getFirst().key()).isEqualTo(listed.key());
    assertThat(told.getFirst().upload())
        .isEqualTo(Upload.listed(listed.eTag(), listed.lastModified()));
  }

  @Test
  void aFileDroppedIntoTheFolderIsListedOnceItIsWhole() throws Exception {
    Files.createDirectories(folder.resolve("photos/in"));
    var file = Files.writeString(folder.resolve("photos/in/dropped.txt"), "hello");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));

    assertThat(s3.listObjectsV2(b -> b.bucket("photos")).contents()).isEmpty();
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(5)));

    assertThat(listed().key()).isEqualTo("in/dropped.txt");
    assertThat(listed().eTag()).isNotBlank();
  }

  @Test
  void aReceiverThatIsAwayDoesNotHoldUpThePut() {
    new Webhook(URI.create("http://127.0.0.1:1/events"))
        .accept(new StoredObject("photos", "a", 1, new Upload("e", 1)));
  }

  private S3Object listed() {
    return s3.listObjectsV2(b -> b.bucket("photos").prefix("in/")).contents().getFirst();
  }
}
