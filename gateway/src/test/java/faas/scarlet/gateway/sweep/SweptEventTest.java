package faas.scarlet.gateway.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import faas.scarlet.gateway.store.ListedObject;
import faas.scarlet.model.event.Events;
import faas.scarlet.model.event.ObjectCreated;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweptEventTest {
  @Test
  void itIsReadBackAsTheObjectThatWasListed() throws Exception {
    for (String key :
        List.of(
            "a.png",
            "in/a b+c.png",
            "in/100%.png",
            "ü/日本.png",
            "q?x=1&y#z;:@$,='\"<>[]{}|^~`!*().txt")) {
      var object = new ListedObject(key, 7, "e1", Instant.ofEpochMilli(1_795_240_165_889L));

      var event = (ObjectCreated) Events.parse(SweptEvent.of("photos", object)).getFirst();

      assertThat(event.bucket()).isEqualTo("photos");
      assertThat(event.key()).isEqualTo(key);
      assertThat(event.size()).isEqualTo(7);
      assertThat(event.upload()).contains(object.upload());
      assertThat(event.time()).isEqualTo("2026-11-21T05:49:25.889Z");
    }
  }
}
