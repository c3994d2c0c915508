package faas.scarlet.aws;

import faas.scarlet.aws.client.ClientCache;
import faas.scarlet.aws.deploy.Deployer;
import faas.scarlet.aws.deploy.Names;
import faas.scarlet.aws.invoke.Answer;
import faas.scarlet.aws.invoke.Call;
import faas.scarlet.aws.invoke.Invoker;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Functions on the real AWS Lambda, or on what stands in for it. */
public final class AwsLambdaBridge implements LambdaBridge {
  private final BridgeSettings settings;
  private final ClientCache clients;
  private final Deployer deployer;

  /** Connects to nothing yet. */
  public AwsLambdaBridge(BridgeSettings settings) {
    this(settings, List.of());
  }

  /**
   * Connects to nothing yet.
   *
   * @param watchers see every request to AWS
   */
  public AwsLambdaBridge(BridgeSettings settings, List<ExecutionInterceptor> watchers) {
    this.settings = settings;
    this.clients = new ClientCache(settings.endpoint(), watchers);
    this.deployer = new Deployer(clients, settings);
  }

  @Override
  public Deployment deploy(FunctionOnLambda function) {
    return deployer.deploy(function);
  }

  @Override
  public Optional<Deployment> describe(LambdaAddress address) {
    return deployer.describe(address);
  }

  @Override
  public Answer invoke(FunctionOnLambda function, Call call) {
    String name = Names.of(function.address(), settings).function();
    return new Invoker(clients.of(function.account()).calls()).invoke(name, call);
  }

  @Override
  public void remove(LambdaAddress address) {
    deployer.remove(address);
  }

  @Override
  public void close() {
    clients.close();
  }
}
