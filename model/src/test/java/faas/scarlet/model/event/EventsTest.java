package faas.scarlet.model.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class EventsTest {
  private static final String MINIO =
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
    assertThat(event.raw()).isEqualTo(MINIO);
    assertThat(event.upload())
        .hasValueSatisfying(u -> assertThat(u).hasToString("e1@1795240165888"));
  }

  @Test
  void everyRecordOfABatchIsAnEventOfItsOwn() throws Exception {
    String record =
        "{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\"b\"},\"object\":{\"key\":\"%s\"}}}";
    String body = "{\"Records\":[" + record.formatted("x") + "," + record.formatted("y") + "]}";

    var events = Events.parse(body);

    assertThat(events).extracting(e -> ((ObjectCreated) e).key()).containsExactly("x", "y");
    assertThat(Events.parse(events.get(1).raw())).containsExactly(events.get(1));
  }

  @Test
  void deletionsAskForNothing() throws Exception {
    assertThat(Events.parse(MINIO.replace("ObjectCreated:Put", "ObjectRemoved:Delete"))).isEmpty();
  }

  @Test
  void aMalformedNotificationNamesTheField() {
    assertThatThrownBy(() -> Events.parse(MINIO.replace("\"name\":\"photos\"", "\"name\":7")))
        .hasMessage("event field Records[0].s3.bucket.name: expected a text, found 7");
  }

  @Property
  void aNotificationOfOursIsReadBack(@ForAll @StringLength(min = 1) String key) throws Exception {
    var event = Notification.created("Sweep", "photos", key, 7, new Upload("e1", 1795240165888L));

    assertThat(Events.parse(event.raw())).containsExactly(event);
  }

  @Property
  void whateverElseIsAPlainBody(@ForAll String body) throws Exception {
    assertThat(Events.parse(body)).containsExactly(new Body(body));
  }
}
