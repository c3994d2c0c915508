package faas.scarlet.supervisor.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProxiesTest {
  private final Proxies proxies =
      Proxies.of(
          Map.of("HTTPS_PROXY", "http://proxy.example:3128", "no_proxy", ".corp,10.0.0.1:5000"));

  @Test
  void registriesAreReachedThroughTheProxyOfTheirScheme() {
    assertThat(proxies.of(URI.create("https://docker.io/v2/")).address())
        .hasToString("proxy.example/<unresolved>:3128");
    assertThat(proxies.of(URI.create("http://docker.io/v2/"))).isEqualTo(Proxy.NO_PROXY);
  }

  @Test
  void someHostsAreReachedWithout() {
    for (String host : new String[] {"r.corp", "corp", "10.0.0.1:5000", "localhost", "127.0.0.1"}) {
      assertThat(proxies.of(URI.create("https://" + host + "/v2/"))).isEqualTo(Proxy.NO_PROXY);
    }
    assertThat(proxies.of(URI.create("https://mycorp/"))).isNotEqualTo(Proxy.NO_PROXY);
  }

  @Test
  void aPasswordInTheAddressIsRefusedAndNotShown() {
    assertThatThrownBy(() -> Proxies.of(Map.of("HTTPS_PROXY", "http://u:secret@proxy:1")))
        .hasMessageContaining("HTTPS_PROXY")
        .hasMessageNotContaining("secret");
  }
}
