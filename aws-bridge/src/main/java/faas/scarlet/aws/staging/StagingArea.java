package faas.scarlet.aws.staging;

import faas.scarlet.aws.AwsFault;
import faas.scarlet.aws.FunctionOnLambda;
import java.time.Instant;

/**
 * Where files are on their way to AWS and back, for functions whose data is elsewhere. It takes
 * functions whose data may leave, and no others: see {@link faas.scarlet.aws.MayLeaveCluster}.
 */
public interface StagingArea extends AutoCloseable {
  /**
   * The place for an attempt's files.
   *
   * @param invocation its id, without slashes
   * @param attempt number of the attempt, from 1
   * @throws AwsFault where neither function nor settings name a bucket
   */
  StagedRun run(FunctionOnLambda function, String invocation, int attempt);

  /**
   * Deletes what runs of this function have left behind; the bucket's lifecycle does the same, a
   * day or two later.
   *
   * @param before files that are older
   * @return how many files it were
   * @throws AwsFault where that was not possible, perhaps after some files
   */
  int sweep(FunctionOnLambda function, Instant before);

  /** Closes all connections. */
  @Override
  void close();
}
