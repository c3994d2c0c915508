package faas.scarlet.aws;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import faas.scarlet.aws.client.AwsClients;
import faas.scarlet.aws.client.ClientCache;
import faas.scarlet.model.function.Lambda.Architecture;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The lab's stand-in for AWS; or an account, where SCARLET_AWS_E2E=1 says that it may be used. */
final class LabAws implements AutoCloseable {
  static final String REGION = System.getenv().getOrDefault("SCARLET_AWS_REGION", "eu-central-1");

  /** A small image that the registry has, in place of the supervisor's. */
  static final String IMAGE =
      System.getenv().getOrDefault("SCARLET_AWS_IMAGE", "docker.io/library/busybox:1.36");

  final Requests requests = new Requests();
  final BridgeSettings settings;
  final AwsLambdaBridge bridge;
  final AwsAccount account;
  private final ClientCache clients;

  private LabAws(Optional<URI> endpoint, AwsAccess access, Optional<String> mirror) {
    account = new AwsAccount(REGION, access);
    settings =
        new BridgeSettings(
            "test",
            "p4",
            IMAGE,
            Optional.of("p4-staging-" + access.hashCode()),
            Architecture.X86_64,
            14,
            Optional.empty(),
            mirror,
            endpoint);
    bridge = new AwsLambdaBridge(settings, List.of(requests));
    clients = new ClientCache(endpoint, List.of());
  }

  static LabAws open() {
    if ("1".equals(System.getenv("SCARLET_AWS_E2E"))) {
      return new LabAws(
          Optional.empty(),
          new AwsAccess.FromSurroundings(),
          Optional.ofNullable(System.getenv("SCARLET_REGISTRY_MIRROR")));
    }
    String endpoint = System.getenv("LAB_AWS_ENDPOINT");
    assumeTrue(
        endpoint != null,
        "SKIPPED: no AWS; eval \"$(lab env)\" names the lab's, or set SCARLET_AWS_E2E=1");
    return new LabAws(
        Optional.of(URI.create(endpoint)),
        new AwsAccess.Keys("testing", "testing", Optional.empty()),
        Optional.of("*=http://" + System.getenv("LAB_REGISTRY")));
  }

  /** Clients that nobody watches. */
  AwsClients clients() {
    return clients.of(account);
  }

  @Override
  public void close() {
    clients.close();
    bridge.close();
  }
}
