package faas.scarlet.model.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CloudEvents and Lambda's proxy events, which carry other events or any data. */
class EnvelopesTest {
  private static final String CLOUD =
      "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"time\":\"2026-01-02T03:04:05Z\",%s}";
  private static final Map<String, String> BINARY =
      Map.of(
          "Ce-Specversion",
          "1.0",
          "ce-id",
          "1",
          "ce-source",
          "/s",
          "ce-type",
          "t",
          "ce-time",
          "now");

  @Test
  void aCloudEventsDataIsTheInput() throws Exception {
    assertThat(content(CLOUD.formatted("\"data\": {\"a\" : 1.0}"))).isEqualTo("{\"a\" : 1.0}");
    assertThat(content(CLOUD.formatted("\"data\":\"x\""))).isEqualTo("\"x\"");
    assertThat(content(CLOUD.formatted("\"datacontenttype\":\"text/plain\",\"data\":\"x\"")))
        .isEqualTo("x");
    assertThat(content(CLOUD.formatted("\"data_base64\":\"aGVsbG8=\""))).isEqualTo("hello");
    assertThat(((Body) Events.parse(CLOUD.formatted("\"subject\":\"none\"")).getFirst()).content())
        .isNull();
    assertThat(Events.parse(CLOUD.formatted("\"data\":1")).getFirst().time())
        .isEqualTo("2026-01-02T03:04:05Z");
  }

  @Test
  void aCloudEventMayCarryAStorageEventOrOneRecordOfIt() throws Exception {
    var alone = Events.parse(EventsTest.MINIO);
    String record = JsonText.of(EventsTest.MINIO).orElseThrow().node().path("Records").get(0) + "";

    assertThat(Events.parse(CLOUD.formatted("\"data\":" + EventsTest.MINIO.strip())))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("raw")
        .isEqualTo(alone);
    var bare = Events.read(new Delivery(Bytes.of(record), BINARY, Map.of())).events().getFirst();
    assertThat(((ObjectCreated) bare).key()).isEqualTo("in/a b.png");
    assertThat(Events.parse(bare.raw().toString())).containsExactly(bare);
  }

  @Test
  void aBinaryCloudEventHasItsAttributesInHeaders() throws Exception {
    var content = Bytes.of(new byte[] {0, -1, 7});

    var event = (Body) Events.read(new Delivery(content, BINARY, Map.of())).events().getFirst();

    assertThat(event.content()).isEqualTo(content);
    assertThat(event.time()).isEqualTo("now");
    assertThatThrownBy(
            () -> Events.read(new Delivery(content, Map.of("ce-specversion", "1.0"), Map.of())))
        .hasMessageContaining("ce-id: expected a text");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`\"id\":\"1\"` , `\"id\":1` , `id: expected a text, found 1`",
        "`\"specversion\":\"1.0\"` , `\"specversion\":\"0.3\"` , `specversion: expected 1.0`",
        "`\"data\":0` , `\"data_base64\":\"?\"` , `data_base64: expected base64`",
        "`\"data\":0` , `\"data\":0,\"data_base64\":\"eA==\"` , `data_base64: expected nothing`",
      })
  void aMalformedCloudEventNamesTheField(String written, String instead, String message) {
    String event = CLOUD.formatted("\"data\":0").replace(written, instead);

    assertThatThrownBy(() -> Events.parse(event)).hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`{\"httpMethod\":\"POST\",\"headers\":{},\"queryStringParameters\":{\"a\":\"1\"},`",
        "`{\"version\":\"2.0\",\"requestContext\":{\"http\":{\"method\":\"POST\"}},\"queryStringParameters\":{\"a\":\"1\"},`",
        "`{\"httpMethod\":\"POST\",\"multiValueHeaders\":{},\"multiValueQueryStringParameters\":{\"a\":[\"0\",\"1\"]},`",
      })
  void aProxiedCallIsItsBodyAndItsParameters(String call) throws Exception {
    var text = Events.read(Delivery.of(Bytes.of(call + "\"body\":\"{\\\"b\\\": 1}\"}")));
    var binary =
        Events.read(Delivery.of(Bytes.of(call + "\"body\":\"AP8=\",\"isBase64Encoded\":true}")));

    assertThat(text.proxied()).isTrue();
    assertThat(((Body) text.events().getFirst()).content()).hasToString("{\"b\": 1}");
    assertThat(text.events().getFirst().parameters()).containsExactly(Map.entry("a", "1"));
    assertThat(((Body) binary.events().getFirst()).content())
        .isEqualTo(Bytes.of(new byte[] {0, -1}));
  }

  @Test
  void aStorageEventInAProxiedCallIsRead() throws Exception {
    String call = "{\"httpMethod\":\"POST\",\"headers\":{\"X\":null},\"body\":%s%s}";
    String encoded =
        EventsTest.quoted(Base64.getEncoder().encodeToString(Bytes.of(EventsTest.MINIO).toArray()));

    var plain = Events.parse(call.formatted(EventsTest.quoted(EventsTest.MINIO), ""));
    var base64 = Events.parse(call.formatted(encoded, ",\"isBase64Encoded\":true"));

    assertThat(plain).isEqualTo(Events.parse(EventsTest.MINIO)).isEqualTo(base64);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`\"body\":{}` , `body: expected a text or null, found {}`",
        "`\"body\":\"?\",\"isBase64Encoded\":true` , `body: expected base64, because isBase64Encoded`",
        "`\"body\":\"\",\"isBase64Encoded\":\"yes\"` , `isBase64Encoded: expected true or false`",
        "`\"body\":\"\",\"queryStringParameters\":[]` , `queryStringParameters: expected names with texts`",
        "`\"body\":\"\",\"queryStringParameters\":{\"a\":{}}` , `queryStringParameters.a: expected a text`",
      })
  void aMalformedProxiedCallNamesTheField(String fields, String message) {
    assertThatThrownBy(
            () -> Events.parse("{\"httpMethod\":\"POST\",\"headers\":{}," + fields + "}"))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining(message);
  }

  private static String content(String event) throws InvalidEventException {
    return String.valueOf(((Body) Events.parse(event).getFirst()).content());
  }
}
