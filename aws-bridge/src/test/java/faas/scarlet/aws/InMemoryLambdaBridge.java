package faas.scarlet.aws;

import faas.scarlet.aws.invoke.Answer;
import faas.scarlet.aws.invoke.Call;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** A Lambda that is a map; what functions answer is for the test to say. */
public final class InMemoryLambdaBridge implements LambdaBridge {
  private final Map<LambdaAddress, Deployment> deployed = new ConcurrentHashMap<>();
  private final BiFunction<FunctionOnLambda, Call, Answer> functions;

  /** Calls are answered so; of those that are queued nobody hears the answer. */
  public InMemoryLambdaBridge(BiFunction<FunctionOnLambda, Call, Answer> functions) {
    this.functions = functions;
  }

  @Override
  public Deployment deploy(FunctionOnLambda function) {
    var http = function.spec().http();
    String arn =
        "arn:aws:lambda:%s:1:function:%s"
            .formatted(function.account().region(), function.id().name());
    var deployment =
        new Deployment(
            arn,
            "memory/supervisor@sha256:" + "0".repeat(64),
            true,
            "",
            http != null && http.enabled()
                ? Optional.of(URI.create("https://" + function.id().name() + ".lambda-url/"))
                : Optional.empty(),
            function.spec().input().stream()
                .filter(input -> function.storesInS3().contains(input.objectStore()))
                .map(input -> input.location().bucket())
                .distinct()
                .sorted()
                .toList());
    deployed.put(function.address(), deployment);
    return deployment;
  }

  @Override
  public Optional<Deployment> describe(LambdaAddress address) {
    return Optional.ofNullable(deployed.get(address));
  }

  @Override
  public Answer invoke(FunctionOnLambda function, Call call) {
    if (!deployed.containsKey(function.address())) {
      throw new AwsFault(AwsCause.MISSING, function.id() + " is not deployed");
    }
    if (call.payload().getBytes(StandardCharsets.UTF_8).length > call.most()) {
      throw new AwsFault(AwsCause.PAYLOAD_TOO_LARGE, "too large a call of " + function.id());
    }
    if (call.waits()) {
      return functions.apply(function, call);
    }
    Thread.ofVirtual()
        .start(
            () -> {
              var _ = functions.apply(function, call);
            });
    return new Answer.Queued("in-memory");
  }

  @Override
  public void remove(LambdaAddress address) {
    deployed.remove(address);
  }

  @Override
  public void close() {
    deployed.clear();
  }
}
