package faas.scarlet.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UuidV7Test {
  /** The example of RFC 9562, appendix A.6. */
  @Test
  void theStandardsExample() {
    assertThat(UuidV7.at(0x017F22E279B0L, 0xCC3L, 0x18C4DC0C0C07398FL))
        .hasToString("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
  }

  @Test
  void laterOnesSortLater() {
    assertThat(UuidV7.at(2, 0, 0).toString()).isGreaterThan(UuidV7.at(1, -1, -1).toString());
  }
}
