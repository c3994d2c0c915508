package faas.scarlet.model.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.model.HostileJson;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Whatever comes from outside is an event, a plain body, or refused by name; nothing else. */
class HostileEventsTest {
  private static final List<String> NAMES =
      List.of(
          "Records",
          "s3",
          "bucket",
          "object",
          "name",
          "key",
          "eventName",
          "eventVersion",
          "event",
          "storage_provider",
          "specversion",
          "id",
          "type",
          "source",
          "data",
          "data_base64",
          "body",
          "httpMethod",
          "headers",
          "requestContext",
          "http",
          "isBase64Encoded",
          "detail-type",
          "detail",
          "queryStringParameters",
          "Key",
          "Event",
          "Bucket");
  private static final List<String> TEXTS =
      List.of(
          "",
          "1.0",
          "aws.s3",
          "Object Created",
          "ObjectCreated:Put",
          "s3:TestEvent",
          "a+b%20c",
          "%",
          "2.1",
          "POST",
          "{}",
          "eA==",
          "{\"Records\":[{\"s3\":{}}]}");

  @Property(tries = 2000)
  void everyTreeOfKnownNamesIsReadOrRefused(@ForAll("trees") JsonNode tree) {
    read(Bytes.of(tree.toString()));
  }

  @Property
  void everyCutOfAnEventIsReadOrRefused(@ForAll int cut, @ForAll byte other) {
    byte[] event = Bytes.of(EventsTest.MINIO).toArray();
    event[Math.floorMod(cut, event.length)] = other;
    read(Bytes.of(event));
  }

  @Test
  void whatIsNestedTooDeepIsAPlainBody() throws Exception {
    String deep = "{\"event\":".repeat(100_000) + "1" + "}".repeat(100_000);

    assertThat(Events.parse(deep)).containsExactly(Body.of(Bytes.of(deep)));
  }

  private static void read(Bytes content) {
    try {
      var received = Events.read(new Delivery(content, Map.of(), Map.of()));
      assertThat(received.events()).doesNotContainNull();
    } catch (InvalidEventException e) {
      assertThat(e).hasMessageStartingWith("event field ");
    }
  }

  @Provide
  Arbitrary<JsonNode> trees() {
    return HostileJson.trees(TEXTS, NAMES, 5);
  }
}
