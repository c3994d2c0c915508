package faas.scarlet.aws.staging;

import faas.scarlet.aws.AwsFault;
import faas.scarlet.model.outcome.OutputObject;
import faas.scarlet.model.outcome.Staging;
import java.util.Optional;

/** The files of one attempt, on their way to AWS and back; all throw {@link AwsFault}. */
public interface StagedRun {
  /** Where the files are, by the rule that both sides know. */
  Staging place();

  /** Who asked for the attempt first; empty where nobody has. */
  Optional<Begun> begun();

  /**
   * Says that the attempt is asked for, unless somebody has said so before.
   *
   * @return who was first: this one, or another
   */
  Begun begin(Begun wanted);

  /** Puts the event's object there; what was there before is replaced. */
  void bring(StagedFile input);

  /** How the attempt ended, as JSON; empty while it has not. */
  Optional<String> result();

  /** A result of the attempt, to be closed; empty where it is not there. */
  Optional<StagedFile> fetch(OutputObject home);

  /** Deletes all of this run; that nothing is there is success. */
  void clean();
}
