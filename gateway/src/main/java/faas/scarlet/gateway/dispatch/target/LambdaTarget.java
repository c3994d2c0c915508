package faas.scarlet.gateway.dispatch.target;

import faas.scarlet.aws.AwsFault;
import faas.scarlet.aws.DataMustStayException;
import faas.scarlet.aws.FunctionOnLambda;
import faas.scarlet.aws.LambdaBridge;
import faas.scarlet.aws.MayLeaveCluster;
import faas.scarlet.aws.staging.StagingArea;
import faas.scarlet.gateway.Quoted;
import faas.scarlet.gateway.catalogue.CataloguedFunction;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.Placement.Data;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Functions on AWS Lambda, to which files go, and come from, through a staging bucket. */
final class LambdaTarget implements Target {
  private static final Logger LOG = Logger.getLogger(LambdaTarget.class);

  private final LambdaAccounts accounts;
  private final LambdaBridge bridge;
  private final StagingArea area;
  private final HomeFiles files;
  private final Duration leftBehind;
  private final AttemptListener listener;
  private final Absences absences = new Absences();

  /**
   * Of one installation.
   *
   * @param accounts as whom functions are called
   * @param leftBehind age of staged files that belong to nobody: longer than any attempt, and than
   *     gateways are away
   */
  LambdaTarget(
      LambdaAccounts accounts,
      LambdaBridge bridge,
      StagingArea area,
      HomeFiles files,
      Duration leftBehind,
      AttemptListener listener) {
    this.accounts = accounts;
    this.bridge = bridge;
    this.area = area;
    this.files = files;
    this.leftBehind = leftBehind;
    this.listener = listener;
  }

  @Override
  public String name() {
    return "lambda";
  }

  @Override
  public boolean serves(CataloguedFunction function) {
    return function.onLambda()
        && function.function().spec().placement().data() == Data.MAY_LEAVE_CLUSTER
        && !absences.has(function.function().id());
  }

  @Override
  public boolean outlivesGateway(CataloguedFunction function) {
    return true;
  }

  @Override
  public Answer attempt(CataloguedFunction catalogued, UUID invocation, int number, String event)
      throws InterruptedException {
    var id = catalogued.function().id();
    if (absences.has(id)) {
      return new Answer.NoRoom("Lambda is away", Absences.PAUSE);
    }
    Answer answer;
    try {
      var function = onLambda(catalogued.function());
      var run = area.run(function, invocation.toString(), number);
      var attempt =
          new LambdaAttempt(function, invocation, number, event, bridge, run, files, listener);
      var deadline = attempt.begin();
      absences.end(id);
      answer = attempt.follow(deadline);
    } catch (NotBegunException e) {
      answer = e.answer();
    } catch (DataMustStayException e) {
      answer = new Answer.Lost(String.valueOf(e.getMessage()));
    } catch (AwsFault e) {
      if (!Thread.currentThread().isInterrupted()) {
        absences.begin(id, e);
      }
      answer = new Answer.NoRoom(String.valueOf(e.getMessage()), Absences.PAUSE);
    }
    if (Thread.interrupted()) {
      throw new InterruptedException("the gateway stops, and what was asked of AWS broke off");
    }
    return answer;
  }

  @Override
  public void recorded(CataloguedFunction function, UUID invocation, int number) {
    try {
      area.run(onLambda(function.function()), invocation.toString(), number).clean();
    } catch (AwsFault | DataMustStayException e) {
      LOG.infof(
          "staged files not deleted yet id=%s attempt=%d error=%s",
          invocation, number, Quoted.of(String.valueOf(e.getMessage())));
    }
  }

  @Override
  public void tidy(CataloguedFunction function) {
    if (!serves(function)) {
      return;
    }
    try {
      int deleted = area.sweep(onLambda(function.function()), Instant.now().minus(leftBehind));
      if (deleted > 0) {
        LOG.infof("staged files deleted function=%s count=%d", function.function().id(), deleted);
      }
    } catch (AwsFault e) {
      absences.begin(function.function().id(), e);
    }
  }

  private FunctionOnLambda onLambda(Function function) {
    return new FunctionOnLambda(new MayLeaveCluster(function), accounts.of(function), Set.of());
  }
}
