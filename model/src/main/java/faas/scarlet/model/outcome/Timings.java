package faas.scarlet.model.outcome;

/** How long each step of an attempt took, in milliseconds; 0 for a step that was not reached. */
public record Timings(long image, long stageIn, long run, long stageOut) {}
