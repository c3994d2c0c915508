package faas.scarlet.aws.client;

import faas.scarlet.aws.AwsAccount;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** The clients of all accounts and regions in use. */
public final class ClientCache implements AutoCloseable {
  /** Keys that are exchanged leave clients behind that nobody asks for any more. */
  private static final int MOST = 64;

  private final ClientFactory factory;
  private final Map<AwsAccount, AwsClients> clients = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * Connects to nothing yet.
   *
   * @param endpoint of what stands in for AWS, if something does
   * @param watchers see every request
   */
  public ClientCache(Optional<URI> endpoint, List<ExecutionInterceptor> watchers) {
    factory = new ClientFactory(endpoint, watchers);
  }

  /** Clients of this account; the same ones as before where its access is the same. */
  public synchronized AwsClients of(AwsAccount account) {
    var known = clients.computeIfAbsent(account, factory::connect);
    if (clients.size() > MOST) {
      var oldest = clients.entrySet().iterator();
      oldest.next().getValue().close();
      oldest.remove();
    }
    return known;
  }

  @Override
  public synchronized void close() {
    clients.values().forEach(AwsClients::close);
    clients.clear();
  }
}
