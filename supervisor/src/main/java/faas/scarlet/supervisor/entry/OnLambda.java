package faas.scarlet.supervisor.entry;

import faas.scarlet.supervisor.Supervisor;
import faas.scarlet.supervisor.lambda.InternalExtension;
import faas.scarlet.supervisor.lambda.LambdaAnswer;
import faas.scarlet.supervisor.lambda.RuntimeApi;
import faas.scarlet.supervisor.lambda.RuntimeLoop;
import faas.scarlet.supervisor.run.ScriptLog;
import faas.scarlet.supervisor.staging.ObjectStores;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** The entry on AWS Lambda: a custom runtime. */
final class OnLambda {
  private static final System.Logger LOG = System.getLogger("scarlet.supervisor");

  /** Lambda kills 0.5 s after it has asked to end. */
  private static final Duration STOP_LIMIT = Duration.ofMillis(400);

  private OnLambda() {}

  static boolean isMeant(Environment environment) {
    return environment.text(RuntimeApi.SETTING).isPresent();
  }

  /**
   * Works until the execution environment ends, or is broken.
   *
   * @return the process's exit code: Lambda makes a new environment then
   */
  static int run(Environment environment) {
    String authority = environment.text(RuntimeApi.SETTING).orElseThrow();
    try (var api = new RuntimeApi(authority)) {
      var extension = Thread.ofPlatform().start(() -> InternalExtension.register(authority));
      var loop = loop(api, environment);
      extension.join();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> loop.stop(STOP_LIMIT), "stop"));
      loop.run();
    } catch (InvalidSettingException e) {
      System.err.println("scarlet: " + e.getMessage());
    } catch (IOException e) {
      LOG.log(Level.ERROR, "event=stopped error={0}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 1;
  }

  /** Makes all ready; what stands against it is told to Lambda too. */
  static RuntimeLoop loop(RuntimeApi api, Environment environment)
      throws IOException, InvalidSettingException {
    try {
      return loop(api, new LambdaEnvironment(environment));
    } catch (InvalidSettingException | IOException e) {
      api.cannotStart(new LambdaAnswer.Failure("InvalidSetting", String.valueOf(e.getMessage())));
      throw e;
    }
  }

  private static RuntimeLoop loop(RuntimeApi api, LambdaEnvironment environment)
      throws IOException, InvalidSettingException {
    var stores = environment.stores();
    var function = environment.function(stores);
    var settings =
        environment.settings(stores, ScriptLog.marked(System.out, id -> "id=" + id + " | "));
    var handler = new LambdaHandler(Supervisor.open(settings), function);
    LOG.log(Level.INFO, "event=ready function={0}", function.id());
    return new RuntimeLoop(api, preparing(stores, handler), function.spec().timeLimit());
  }

  /**
   * Stores are connected to while the first image comes, so that the start need not wait for it.
   */
  private static RuntimeLoop.Handler preparing(ObjectStores stores, RuntimeLoop.Handler handler) {
    var prepared = new AtomicBoolean();
    return (invocation, time) -> {
      if (prepared.compareAndSet(false, true)) {
        stores.prepare();
      }
      return handler.handle(invocation, time);
    };
  }
}
