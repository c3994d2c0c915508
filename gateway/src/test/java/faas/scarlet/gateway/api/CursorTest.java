package faas.scarlet.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class CursorTest {
  @Test
  void itIsReadBack() {
    var id = UUID.randomUUID();

    assertThat(Cursor.parse(Cursor.after(id))).contains(id);
  }

  @Test
  void anythingElseIsNone() {
    for (String text :
        new String[] {"", "x", "AAAA", "%%%", Cursor.after(UUID.randomUUID()) + "AAAA"}) {
      assertThat(Cursor.parse(text)).as(text).isEmpty();
    }
  }
}
