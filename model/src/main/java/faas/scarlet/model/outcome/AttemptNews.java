package faas.scarlet.model.outcome;

import org.jspecify.annotations.Nullable;

/**
 * A line of what a supervisor tells of an attempt before its {@link AttemptResult}, which is the
 * last line; only one of the fields is there.
 *
 * @param log what the script has printed since the line before
 * @param answer what the caller of the function gets: Lambda's proxy answer, as JSON in a text
 */
public record AttemptNews(@Nullable String log, @Nullable String answer) {
  /** The media type of such lines. */
  public static final String LINES = "application/x-ndjson";
}
