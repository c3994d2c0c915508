package faas.scarlet.supervisor.image;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Ways to registries through HTTP proxies, as {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code
 * NO_PROXY} name them for most programs.
 *
 * @param addresses by scheme
 * @param direct hosts and domains that are reached without; {@code *} is all
 */
public record Proxies(Map<String, URI> addresses, List<String> direct) {
  /** No proxy. */
  public static final Proxies NONE = new Proxies(Map.of(), List.of());

  public Proxies {
    addresses = Map.copyOf(addresses);
    direct = List.copyOf(direct);
  }

  /**
   * Reads the variables, in capitals or not.
   *
   * @throws IllegalArgumentException naming the variable that is no address
   */
  public static Proxies of(Map<String, String> variables) {
    var addresses = new HashMap<String, URI>();
    for (String scheme : List.of("http", "https")) {
      String address = text(variables, scheme + "_proxy");
      if (!address.isEmpty()) {
        addresses.put(scheme, address(scheme, address));
      }
    }
    var direct =
        Arrays.stream(text(variables, "no_proxy").split("[,\\s]+", -1))
            .filter(host -> !host.isEmpty())
            .toList();
    return new Proxies(addresses, direct);
  }

  private static String text(Map<String, String> variables, String name) {
    return variables
        .getOrDefault(name, variables.getOrDefault(name.toUpperCase(Locale.ROOT), ""))
        .strip();
  }

  private static URI address(String scheme, String text) {
    String url = text.contains("://") ? text : "http://" + text;
    if (!url.matches("http://[^/\\s?#@]+(:[0-9]{1,5})?/?")) {
      throw new IllegalArgumentException(
          "%s_PROXY: expected http://host:port, without a password"
              .formatted(scheme.toUpperCase(Locale.ROOT)));
    }
    return URI.create(url);
  }

  Proxy of(URI uri) {
    var address = addresses.get(uri.getScheme());
    if (address == null || isDirect(uri.getHost())) {
      return Proxy.NO_PROXY;
    }
    int port = address.getPort() < 0 ? 80 : address.getPort();
    return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(address.getHost(), port));
  }

  private boolean isDirect(String host) {
    if (host.equals("localhost") || host.startsWith("127.")) {
      return true;
    }
    for (String each : direct) {
      String domain = each.replaceFirst("^\\*?\\.", "").replaceFirst(":[0-9]+$", "");
      if (each.equals("*") || host.equals(domain) || host.endsWith("." + domain)) {
        return true;
      }
    }
    return false;
  }
}
