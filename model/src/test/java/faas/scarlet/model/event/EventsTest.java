package faas.scarlet.model.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventsTest {
  static final String MINIO =
      """
      {"EventName":"s3:ObjectCreated:Put","Key":"photos/in/a b.png","Records":[{"eventVersion":"2.0",
      "eventSource":"minio:s3","awsRegion":"","eventTime":"2026-11-21T05:49:25.889Z",
      "eventName":"s3:ObjectCreated:Put","s3":{"bucket":{"name":"photos"},
      "object":{"key":"in%2Fa+b.png","size":7,"eTag":"e1","sequencer":"18E9F96B5649BCAE"}}}]}
      """;

  @Test
  void aMinioNotificationIsRead() throws Exception {
    var event = (ObjectCreated) Events.parse(MINIO).getFirst();

    assertThat(event.bucket()).isEqualTo("photos");
    assertThat(event.key()).isEqualTo("in/a b.png");
    assertThat(event.size()).isEqualTo(7);
    assertThat(event.raw()).hasToString(MINIO);
    assertThat(event.upload())
        .hasValueSatisfying(u -> assertThat(u).hasToString("e1@1795240165888"));
  }

  @ParameterizedTest
  @CsvSource({
    "aws:s3,    a%2Bb+c%2Fd.txt,  a+b c/d.txt",
    "rustfs:s3, in%2Fa%20b.txt,   in/a b.txt",
    "ceph:s3,   in/a+b%20c.txt,   in/a+b%20c.txt",
  })
  void keysAreDecodedOnceWhereTheStoreEncodesThem(String source, String written, String key)
      throws Exception {
    String body =
        """
        {"Records":[{"eventVersion":"2.2","eventSource":"%s","eventName":"ObjectCreated:Put",
        "s3":{"bucket":{"name":"b"},"object":{"key":"%s","size":"1024"}}}]}"""
            .formatted(source, written);

    var event = (ObjectCreated) Events.parse(body).getFirst();

    assertThat(event.key()).isEqualTo(key);
    assertThat(event.size()).isEqualTo(1024);
  }

  @Test
  void aKeyThatItsSenderDidNotEncodeIsLeftAsItIs() throws Exception {
    String body = MINIO.replace("in%2Fa+b.png", "in/a+b.png").replace("in/a b.png", "in/a+b.png");

    assertThat(((ObjectCreated) Events.parse(body).getFirst()).key()).isEqualTo("in/a+b.png");
  }

  @Test
  void everyRecordOfABatchIsAnEventOfItsOwn() throws Exception {
    String record =
        "{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\"b\"},\"object\":{\"key\":\"%s\"}}}";
    String body = "{\"Records\":[" + record.formatted("x") + "," + record.formatted("y") + "]}";

    var events = Events.parse(body);

    assertThat(events).extracting(e -> ((ObjectCreated) e).key()).containsExactly("x", "y");
    assertThat(Events.parse(events.get(1).raw().toString())).containsExactly(events.get(1));
  }

  @Test
  void deletionsFolderMarkersAndTestsAskForNothing() throws Exception {
    assertThat(Events.parse(MINIO.replace("ObjectCreated:Put", "ObjectRemoved:Delete"))).isEmpty();
    assertThat(Events.parse(MINIO.replace("in%2Fa+b.png", "in%2F"))).isEmpty();
    assertThat(
            Events.parse(
                "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Bucket\":\"photos\"}"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`\"name\":\"photos\"` , `\"name\":7` , `Records[0].s3.bucket.name: expected a text, found 7`",
        "`\"key\":\"in%2Fa+b.png\"` , `\"key\":\"%zz\"` , `Records[0].s3.object.key: expected a URL-encoded key`",
        "`\"eventVersion\":\"2.0\"` , `\"eventVersion\":\"3.0\"` , `Records[0].eventVersion: expected 2.0 to 2.6`",
        "`\"eventName\":\"s3:ObjectCreated:Put\"` , `\"eventName\":[]` , `Records[0].eventName: expected a text or null`",
      })
  void aMalformedNotificationNamesTheField(String written, String instead, String message) {
    assertThatThrownBy(() -> Events.parse(MINIO.replace(written, instead)))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining(message);
  }

  @Test
  void eventBridgesKeysAreNotEncoded() throws Exception {
    String body =
        """
        {"version":"0","id":"17","detail-type":"Object Created","source":"aws.s3",
        "time":"2021-11-12T00:00:00Z","detail":{"bucket":{"name":"b"},
        "object":{"key":"a+b%20c","size":5,"etag":"e","sequencer":"617f08299329d189"}}}""";

    var event = (ObjectCreated) Events.parse(body).getFirst();

    assertThat(event.key()).isEqualTo("a+b%20c");
    assertThat(event.time()).isEqualTo("2021-11-12T00:00:00Z");
    assertThat(Events.parse(body.replace("Object Created", "Object Deleted"))).isEmpty();
    assertThatThrownBy(() -> Events.parse(body.replace("\"key\"", "\"kay\"")))
        .hasMessageContaining("detail.object.key: expected a text, found nothing");
  }

  @Test
  void aDelegatedEventKeepsItsTextAndNamesItsStore() throws Exception {
    var asObject = "{\"storage_provider\": \"second\", \"event\": " + MINIO + "}";
    var asText = "{\"event\":" + quoted(MINIO) + "}";

    var event = (ObjectCreated) Events.parse(asObject).getFirst();

    assertThat(event.store()).isEqualTo("second");
    assertThat(event.raw()).hasToString(MINIO.strip());
    assertThat(Events.parse(asText)).isEqualTo(Events.parse(MINIO));
    assertThat(Events.parse("{\"event\":\"just a string\"}").getFirst()).isInstanceOf(Body.class);
    assertThatThrownBy(() -> Events.parse("{\"storage_provider\":\"x\",\"event\":\"y\"}"))
        .hasMessageContaining("event: expected a storage event");
  }

  @Property
  void aNotificationOfOursIsReadBack(@ForAll @StringLength(min = 1) String key) throws Exception {
    var event = Notification.created("Sweep", "photos", key, 7, new Upload("e1", 1795240165888L));

    var read = Events.parse(event.raw().toString());

    if (key.endsWith("/")) {
      assertThat(read).isEmpty();
    } else {
      assertThat(read).containsExactly(event);
    }
  }

  @Property
  void whateverElseIsAPlainBody(@ForAll byte[] content) throws Exception {
    var received = Events.read(Delivery.of(Bytes.of(content)));

    assertThat(received.events()).containsExactly(Body.of(Bytes.of(content)));
    assertThat(received.proxied()).isFalse();
  }

  @Test
  void aBodyIsDecodedOnlyWhereItsSenderSaysSo() throws Exception {
    var encoded = Bytes.of("aGVsbG8=");
    var header = Map.of("Content-Transfer-Encoding", "base64");

    var told = Events.read(new Delivery(encoded, header, Map.of("n", "3"))).events().getFirst();

    assertThat(((Body) told).content()).hasToString("hello");
    assertThat(told.parameters()).containsEntry("n", "3");
    assertThat(Events.parse("aGVsbG8=").getFirst()).isEqualTo(Body.of(encoded));
  }

  static String quoted(String text) {
    return TextNode.valueOf(text).toString();
  }
}
