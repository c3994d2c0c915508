package faas.scarlet.model.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallTest {
  @Test
  void aCallIsReadBackAsItsBodyAndItsParameters() throws Exception {
    byte[] body = {0, (byte) 0xff, '\n', '{'};
    var parameters = Map.of("size", "10", "name", "ä b");

    var event =
        Call.event("id", "/functions/a/b", Map.of("x", "y"), parameters, body, Instant.EPOCH);
    var received = Events.read(Delivery.of(Bytes.of(event)));

    assertThat(received.proxied()).isTrue();
    var read = (Body) received.events().getFirst();
    assertThat(read.content()).isEqualTo(Bytes.of(body));
    assertThat(read.parameters()).isEqualTo(parameters);
  }
}
