package faas.scarlet.supervisor.entry;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * The supervisor as a process: {@code serve} (HTTP), {@code supervise [MANIFEST]} (one event),
 * {@code attempt} (one attempt of a gateway's) or {@code pull IMAGE} (into the cache, no more); on
 * Lambda its runtime, whatever the arguments.
 */
public final class Main {
  private static final int BAD_USAGE = 2;

  /** What OSCAR's callers know of a supervisor that could not do its work. */
  private static final int FAILED = 1;

  /** Serves in both ways at once, for who records what that needs: see {@code supervisor/aot}. */
  private static final String REHEARSE = "rehearse";

  private Main() {}

  public static void main(String[] arguments) {
    LogSetup.oneLinePerEvent();
    var environment = new Environment(System.getenv());
    var rest = Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length);
    if (OnLambda.isMeant(environment) && !(arguments.length > 0 && arguments[0].equals(REHEARSE))) {
      System.exit(OnLambda.run(environment));
    }
    try {
      switch (arguments.length == 0 ? "" : arguments[0]) {
        case "serve" -> Serve.start(environment);
        case REHEARSE -> rehearse(environment);
        case "supervise" -> System.exit(supervise(environment, rest));
        case "attempt" -> System.exit(OneAttempt.run(environment, System.out));
        case "pull" -> System.exit(PullOnly.run(environment, rest, System.out, System.err));
        default ->
            fail("usage: serve | supervise [MANIFEST] < EVENT | attempt | pull IMAGE", BAD_USAGE);
      }
    } catch (InvalidSettingException | IOException e) {
      fail(String.valueOf(e.getMessage()), DropIn.isMeant(environment) ? FAILED : BAD_USAGE);
    }
  }

  private static void rehearse(Environment environment)
      throws IOException, InvalidSettingException {
    Serve.start(environment);
    Thread.ofPlatform().daemon().start(() -> OnLambda.run(environment));
  }

  private static int supervise(Environment environment, List<String> arguments)
      throws IOException, InvalidSettingException {
    return OneShot.run(environment, arguments, System.in, System.out, System.err);
  }

  private static void fail(String message, int exitCode) {
    System.err.println("scarlet: " + message);
    System.exit(exitCode);
  }
}
