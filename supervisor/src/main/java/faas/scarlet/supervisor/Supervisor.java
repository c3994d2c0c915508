package faas.scarlet.supervisor;

import faas.scarlet.model.function.EngineChoice;
import faas.scarlet.model.function.Execution;
import faas.scarlet.model.function.FunctionSpec;
import faas.scarlet.model.outcome.AttemptResult;
import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.attempt.AlreadyRunningException;
import faas.scarlet.supervisor.attempt.Attempt;
import faas.scarlet.supervisor.attempt.AttemptFolder;
import faas.scarlet.supervisor.attempt.Made;
import faas.scarlet.supervisor.attempt.Recipient;
import faas.scarlet.supervisor.engine.Engines;
import faas.scarlet.supervisor.engine.Finding;
import faas.scarlet.supervisor.engine.OwnRoot;
import faas.scarlet.supervisor.fault.Fault;
import faas.scarlet.supervisor.image.CachedImage;
import faas.scarlet.supervisor.image.Image;
import faas.scarlet.supervisor.image.ImageCache;
import faas.scarlet.supervisor.run.Exit;
import faas.scarlet.supervisor.run.Leftovers;
import faas.scarlet.supervisor.run.Script;
import faas.scarlet.supervisor.staging.ObjectStores;
import faas.scarlet.supervisor.staging.StageIn;
import faas.scarlet.supervisor.staging.StageOut;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Carries out attempts, several at once if asked. The same program on every target; also the
 * library that the command line uses.
 */
public final class Supervisor {
  private static final System.Logger LOG = System.getLogger("scarlet.supervisor");

  private final ImageCache images;
  private final Engines engines;
  private final Script script;
  private final StageIn stageIn;
  private final StageOut stageOut;
  private final Path work;
  private final Image ownRoot;
  private final boolean isBaked;
  private final Metrics metrics;

  private Supervisor(
      ImageCache images,
      Engines engines,
      Script script,
      ObjectStores stores,
      Path work,
      Image ownRoot,
      boolean isBaked,
      Metrics metrics) {
    this.images = images;
    this.engines = engines;
    this.script = script;
    this.stageIn = new StageIn(stores);
    this.stageOut = new StageOut(stores);
    this.work = work;
    this.ownRoot = ownRoot;
    this.isBaked = isBaked;
    this.metrics = metrics;
  }

  /**
   * Makes the folders ready, and removes what supervisors that were killed have left in them.
   *
   * @throws IOException where a folder cannot be made or written; the message names it
   */
  public static Supervisor open(SupervisorSettings settings) throws IOException {
    var work = Files.createDirectories(settings.work()).toRealPath();
    int leftovers = Leftovers.remove(work);
    if (leftovers > 0) {
      LOG.log(Level.INFO, "event=leftovers-removed attempts={0} work={1}", leftovers, work);
    }
    var images = new ImageCache(settings.images(), settings.progress());
    var metrics = new Metrics(settings.target());
    metrics.show("image_cache_bytes", () -> bytes(images));
    return new Supervisor(
        images,
        Engines.all(),
        new Script(settings.target(), settings.grace(), settings.log(), settings.stores()),
        settings.stores(),
        work,
        OwnRoot.image(System.getenv()),
        OwnRoot.isBaked(System.getenv()),
        metrics);
  }

  /** Of all images together; no number where the folder cannot be read. */
  private static double bytes(ImageCache images) {
    try {
      return images.list().stream().mapToDouble(CachedImage::bytes).sum();
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  /**
   * Carries out one attempt and says how it ended; failures of the attempt are results too.
   *
   * @throws AlreadyRunningException where this invocation is under way here
   */
  public AttemptResult handle(Attempt attempt) throws AlreadyRunningException {
    return handle(attempt, Recipient.NOBODY);
  }

  /**
   * The same for somebody who waits for what the script prints and makes.
   *
   * @throws AlreadyRunningException where this invocation is under way here
   */
  public AttemptResult handle(Attempt attempt, Recipient recipient) throws AlreadyRunningException {
    var record = new AttemptRecord(recipient);
    AttemptResult result;
    try {
      var folder = AttemptFolder.make(work, attempt.id());
      try {
        result = carryOut(attempt, folder, record, recipient);
      } finally {
        remove(folder, attempt);
      }
    } catch (Fault fault) {
      result = record.failed(fault);
    }
    log(attempt, result);
    metrics.count(attempt.function().id(), result);
    return result;
  }

  /** What cannot be removed does not change how the attempt ended; the next start tries again. */
  private static void remove(AttemptFolder folder, Attempt attempt) {
    try {
      folder.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "event=cleanup-failed id={0} error={1}", attempt.id(), e);
    }
  }

  private AttemptResult carryOut(
      Attempt attempt, AttemptFolder folder, AttemptRecord record, Recipient recipient)
      throws Fault {
    var spec = attempt.function().spec();
    try (var image = record.image(image(spec))) {
      var program = Script.program(spec, image);
      var engine = record.engine(engines.choose(image, spec.execution().engine(), program));
      var input = record.stagedIn(stageIn.stage(attempt, folder.input()));
      Exit exit =
          record.ran(script.run(attempt, image, engine, folder, input.name(), record.logTail()));
      if (exit.code() != 0 || exit.timedOut()) {
        return record.ended(exit);
      }
      var made = StageOut.files(folder.output(), record.logTail()::note);
      show(made, recipient);
      return record.succeeded(stageOut.publish(attempt, input.depth(), made));
    }
  }

  private static void show(List<Made> made, Recipient recipient) throws Fault {
    try {
      recipient.made(made);
    } catch (IOException e) {
      throw Fault.of(Reason.OUTPUT_FAILED, "keeping the results for the caller", e);
    }
  }

  /** Nothing is baked where nobody bakes, as on a laptop: there the image is unpacked. */
  private Image image(FunctionSpec spec) throws Fault {
    var execution = spec.execution();
    return (execution.mode() == Execution.Mode.BAKE && isBaked)
            || execution.engine() == EngineChoice.NATIVE
        ? ownRoot
        : images.get(spec.image());
  }

  /** Leaves how an attempt ended beside its staged files, which it must have. */
  public void leave(Attempt attempt, Path result) throws Fault {
    stageOut.leave(attempt, attempt.staging().orElseThrow(), result);
  }

  /** Where attempts' folders are. */
  public Path work() {
    return work;
  }

  /** What was carried out since the start. */
  public Metrics metrics() {
    return metrics;
  }

  /** The image, pulled where it is not there yet. */
  public Image pull(String reference) throws Fault {
    return images.get(reference);
  }

  /** The image of an archive, unpacked where that was not done before. */
  public Image load(Path archive) throws Fault {
    return images.load(archive);
  }

  /** What each engine does with an image in this place. */
  public List<Finding> engines(Image image) {
    return engines.findings(image);
  }

  private static void log(Attempt attempt, AttemptResult result) {
    LOG.log(
        Level.INFO,
        "event=attempt-ended id={0} attempt={1} function={2} state={3} reason={4} exitCode={5} engine={6} outputs={7} {8}",
        attempt.id(),
        Integer.toString(attempt.number()),
        attempt.function().id(),
        result.state(),
        result.reason(),
        result.exitCode(),
        result.engine(),
        result.outputs().size(),
        result.timings());
  }
}
